//! The names that answers give to files, as they can be written on every system.

use super::support::{Answer, Server, client};

/// The name of a file that comes with this header.
async fn name(disposition: &str) -> Option<String> {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\ncontent-disposition: ".to_vec();
    // The escapes of ISO 8859-1, as a byte each.
    answer.extend(
        disposition
            .replace("\u{e9}", "\u{1}")
            .bytes()
            .map(|byte| match byte {
                1 => 0xe9,
                other => other,
            }),
    );
    answer.extend_from_slice(b"\r\n\r\n");
    let server = Server::answering([Answer::raw(answer)]).await;
    let file = client(&server).exports().retrieve().pdf().await;
    file.expect("a file").file_name()
}

#[tokio::test]
async fn names_are_read_as_they_are_sent() {
    for (value, expected) in [
        ("attachment; filename=\"a, b; c.pdf\"", Some("a, b_ c.pdf")),
        ("attachment; filename=plain.pdf; size=3", Some("plain.pdf")),
        (
            "attachment; filename=two words.pdf; size=3",
            Some("two words.pdf"),
        ),
        ("attachment;; filename=a.pdf;", Some("a.pdf")),
        ("attachment; now; filename=a.pdf", Some("a.pdf")),
        ("attachment; filename; filename = a.pdf", Some("a.pdf")),
        (
            "attachment; title=\"x; filename=b.pdf\"; filename=a.pdf",
            Some("a.pdf"),
        ),
        ("attachment; filename=a.pdf; filename=b.pdf", Some("a.pdf")),
        ("attachment; filename=\"cut off.pdf", Some("cut off.pdf")),
        (
            "inline; FileName=\"x.txt\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt",
            Some("naïve €.txt"),
        ),
        ("attachment; filename*=iso-8859-1'en'%A3.txt", Some("£.txt")),
        // Of two names, the one that can be read.
        (
            "attachment; filename*=UTF-8''%FF.txt; filename=a.txt",
            Some("a.txt"),
        ),
        (
            "attachment; filename*=UTF-8''%2E%2E; filename=a.txt",
            Some("a.txt"),
        ),
        (
            "attachment; filename*=plain.txt; filename=a.txt",
            Some("a.txt"),
        ),
        ("attachment; filename=\"caf\u{e9}.txt\"", Some("café.txt")),
        ("attachment; filename=\"日本.txt\"", Some("日本.txt")),
        ("attachment; filename=\"\"", None),
        ("attachment", None),
        ("filename=a.txt", None),
    ] {
        assert_eq!(name(value).await.as_deref(), expected, "{value}");
    }
}

#[tokio::test]
async fn a_name_means_nothing_but_a_file() {
    for (value, expected) in [
        ("filename=\"../../etc/passwd\"", Some("passwd")),
        ("filename=\"C:\\\\temp\\\\x.bin\"", Some("x.bin")),
        ("filename*=UTF-8''..%2F..%5Cx.bin", Some("x.bin")),
        ("filename=\"..\"", None),
        ("filename=\". . .\"", None),
        ("filename=\"a/\"", None),
        ("filename=\"C:x.bin\"", Some("C_x.bin")),
        ("filename=\"a.txt:stream\"", Some("a.txt_stream")),
        ("filename=\"a \\\"b\\\".pdf\"", Some("a _b_.pdf")),
        ("filename=\"a<b>|c?d*.txt\"", Some("a_b__c_d_.txt")),
        (
            "filename=\"$(rm -r x)`y`'z'!&;%TEMP%\"",
            Some("_(rm -r x)_y__z_____TEMP_"),
        ),
        ("filename*=UTF-8''a%00b%0Ac%7F.txt", Some("a_b_c_.txt")),
        ("filename*=UTF-8''%E2%80%AEfdp.exe", Some("_fdp.exe")),
        ("filename=\".bashrc\"", Some("_bashrc")),
        ("filename=\"-rf\"", Some("_rf")),
        ("filename=\"~root\"", Some("_root")),
        ("filename=\" a.txt. . \"", Some("a.txt")),
        ("filename=nul", Some("_nul")),
        ("filename=\"Con .tar.gz\"", Some("_Con .tar.gz")),
        ("filename=COM1.txt", Some("_COM1.txt")),
        ("filename=\"lpt³\"", Some("_lpt³")),
        ("filename=\"é1.txt\"", Some("é1.txt")),
        ("filename=command.com", Some("command.com")),
        (
            "filename=\"report (1) [final] #2, a+b=c.pdf\"",
            Some("report (1) [final] #2, a+b=c.pdf"),
        ),
    ] {
        let value = format!("attachment; {value}");
        assert_eq!(name(&value).await.as_deref(), expected, "{value}");
    }
}

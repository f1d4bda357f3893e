use super::support::{Answer, Server, client, thing};
#[tokio::test]
async fn sizes() {
    let server = Server::answering([Answer::json(200, thing("x"))]).await;
    let c = client(&server);
    let call = c.things().retrieve("a").into_call();
    println!("request {}", size_of::<reqwest::Request>());
    println!(
        "send(transport) {}",
        size_of_val(
            &c.inner
                .transport
                .send(crate::runtime::outgoing::request(call.parts(), None).expect("r"))
        )
    );
    println!(
        "receive {}",
        size_of_val(&crate::runtime::receive::receive(
            c.inner
                .transport
                .send(crate::runtime::outgoing::request(call.parts(), None).expect("r")),
            &c.inner
        ))
    );
    println!(
        "fetch {}",
        size_of_val(&crate::runtime::exchange::fetch(
            call.clone(),
            None,
            crate::runtime::decode::json::<crate::sample::Thing>
        ))
    );
    println!(
        "page {}",
        size_of_val(
            &crate::runtime::page::PageRequest::first(call.clone(), "after")
                .fetch::<crate::sample::ThingList>()
        )
    );
    println!(
        "response {}, incoming {}",
        size_of::<reqwest::Response>(),
        size_of::<crate::runtime::transport::Incoming>()
    );
    println!(
        "resp {} page {}",
        size_of::<crate::runtime::response::Response<crate::sample::Thing>>(),
        size_of::<crate::runtime::page::Page<crate::sample::ThingList>>()
    );
    println!("parts {}", size_of::<crate::runtime::call::Parts>());
}

use super::support::{Answer, Server, client, thing};
#[tokio::test]
async fn sizes() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let call = client(&server).things().retrieve("a").into_call();
    let c = &call.parts().client.inner;
    let r = crate::runtime::outgoing::request(call.parts(), None).unwrap();
    println!("request {}", size_of_val(&r));
    if let crate::runtime::transport::Transport::Http(h) = &c.transport { println!("execute {}", size_of_val(&h.execute(reqwest::Request::new(reqwest::Method::GET, "http://a".parse().unwrap())))); }
    println!("send {}", size_of_val(&c.transport.send(reqwest::Request::new(reqwest::Method::GET, "http://a".parse().unwrap()))));
    println!("attempt {}", size_of_val(&crate::runtime::exchange::attempt(c, r, None)));
    println!("send all {}", size_of_val(&crate::runtime::exchange::send(&call, None)));
    println!("fetch {}", size_of_val(&crate::runtime::exchange::fetch(call.clone(), None, crate::runtime::decode::json::<crate::sample::Thing>)));
    println!("response {}, incoming {}", size_of::<reqwest::Response>(), size_of::<crate::runtime::transport::Incoming>());
    println!("resp {}", size_of::<crate::runtime::response::Response<crate::sample::Thing>>());
    println!("parts {}", size_of::<crate::runtime::call::Parts>());
}

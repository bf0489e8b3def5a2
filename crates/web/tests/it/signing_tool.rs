//! Signing tools are sent to the address that the browser knows.

use axum::{
    body::Body as Bytes,
    http::{Request, header},
};
use domain::series::Body;

use crate::harness::{ROUND, World, encoded};

#[tokio::test]
async fn signing_tools_are_given_the_address_the_browser_knows() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.issue(&format!("/reports/{ROUND}/lead/issue"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    for (proto, scheme) in [("https", "https://"), ("http", "http://")] {
        let body = encoded(&[("csrf", desk.csrf.as_str())]);
        let request = Request::post(format!("/documents/{id}/tool"))
            .header(header::COOKIE, &desk.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "bdg.example.vn")
            .header("x-forwarded-proto", proto)
            .body(Bytes::from(body));
        let page = world.ask(request.unwrap()).await.text();
        assert!(page.contains(&format!("{scheme}bdg.example.vn/sign/")), "{proto}: {page}");
    }
}

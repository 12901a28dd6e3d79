//! What browsers are served.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::setting::*;
use crate::hub::{Added, HouseError, Limits};
use crate::session::{Command, DelegateId, attendance};

async fn get(hub: &Hub, path: &str, header: &str) -> String {
    let mut stream = TcpStream::connect(hub.address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n{header}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn pages_are_served_with_a_policy_and_name_no_session() {
    let hub = Hub::new().await;
    let landing = get(&hub, "/", "").await;
    assert!(landing.starts_with("HTTP/1.1 200") && !landing.contains(NAME));
    let page = get(&hub, "/giao-ban", "").await;
    for expected in [
        "HTTP/1.1 200",
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "\"/giao-ban/page.js\"",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    let unknown = get(&hub, "/elsewhere", "").await;
    assert_eq!(unknown.replace("elsewhere", "giao-ban").len(), page.len());
    assert!(
        get(&hub, "/giao-ban/page.js", "")
            .await
            .contains("text/javascript")
    );
    assert!(
        get(&hub, "/giao-ban/page.css", "")
            .await
            .contains("text/css")
    );
    assert!(get(&hub, "/health", "").await.ends_with("ok\n"));
    let script = get(&hub, "/%22%3E%3Cscript%3E", "").await;
    assert!(script.starts_with("HTTP/1.1 404"));
    hub.stop().await;
}

#[tokio::test]
async fn half_a_request_holds_up_nobody_for_long() {
    let limits = Limits {
        sockets: 1,
        silence: Duration::from_millis(500),
        ..Limits::default()
    };
    let hub = Hub::empty(limits, "127.0.0.1:0").await;
    let mut half = TcpStream::connect(hub.address).await.unwrap();
    half.write_all(b"GET /health HTTP/1.1\r\nHost:")
        .await
        .unwrap();
    assert!(get(&hub, "/health", "").await.ends_with("ok\n"));
    let mut answer = Vec::new();
    // Closed with what it said still on the way, or after it was read.
    let _ = half.read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
    hub.stop().await;
}

#[tokio::test]
async fn documents_are_handed_out_to_those_who_may_see_them() {
    let hub = Hub::empty(Default::default(), "127.0.0.1:0").await;
    assert_eq!(hub.house.add(plan(), &documents()).unwrap(), Added::New);
    let links = hub.house.links(NAME, "http://h:1/").unwrap();
    assert!(links.room == "http://h:1/giao-ban" && links.delegates.len() == 6);
    let bearer = |link: &str| {
        let token = link.rsplit('#').next().unwrap();
        format!("Authorization: Bearer {token}\r\n")
    };
    let (chair, delegate) = (bearer(&links.chair), bearer(&links.delegates[0].1));
    let report = "/giao-ban/documents/1";
    let answer = get(&hub, report, &delegate).await;
    for expected in [
        "HTTP/1.1 200",
        "text/plain; charset=utf-8",
        "filename*=UTF-8''b%C3%A1o%20c%C3%A1o.txt",
        "nosniff",
        "sandbox",
        "Số liệu tháng",
    ] {
        assert!(answer.contains(expected), "{expected}: {answer}");
    }
    let inside = "/giao-ban/documents/2";
    assert!(get(&hub, inside, &chair).await.contains("restricted words"));
    for (path, header, status) in [
        (inside, delegate.as_str(), "404"),
        ("/giao-ban/documents/9", chair.as_str(), "404"),
        (report, "", "401"),
        (report, "Authorization: Bearer AAAA-AAAA-AAAA\r\n", "401"),
        ("/elsewhere/documents/1", chair.as_str(), "401"),
    ] {
        let answer = get(&hub, path, header).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
    }
    hub.stop().await;
}

#[tokio::test]
async fn a_session_that_is_kept_is_taken_up_again() {
    let hub = Hub::empty(Default::default(), "127.0.0.1:0").await;
    assert_eq!(hub.house.add(plan(), &[]).unwrap(), Added::New);
    let links = hub.house.links(NAME, "http://h:1").unwrap();
    assert_eq!(hub.house.add(plan(), &[]).unwrap(), Added::Resumed);
    assert_eq!(hub.house.links(NAME, "http://h:1").unwrap(), links);
    let kept = hub.house.kept().unwrap();
    assert!(kept.len() == 1 && kept[0].name == NAME);
    for id in ["health", "", "a b", "a/b", "ế"] {
        let mut plan = plan();
        plan.id = id.to_owned();
        let refused = hub.house.add(plan, &[]);
        assert!(matches!(refused, Err(HouseError::NoName(_))), "{id}");
    }
    hub.stop().await;
}

#[tokio::test]
async fn somebody_added_during_the_session_gets_a_link_of_their_own() {
    let hub = Hub::empty(Default::default(), "127.0.0.1:0").await;
    hub.house.add(plan(), &[]).unwrap();
    let links = hub.house.links(NAME, "http://h:1").unwrap();
    let mut chair = hub.join(links.chair.rsplit('#').next().unwrap()).await;
    let newcomer = attendance::Newcomer {
        name: "Khách".to_owned(),
        title: String::new(),
        unit: String::new(),
        site: None,
        seat: String::new(),
        vote: None,
    };
    let add = || {
        Command::Attendance(attendance::Command::Add {
            newcomer: newcomer.clone(),
        })
    };
    chair.done(add()).await;
    // The token is made when all have been told; with the next answer it is there.
    chair.done(add()).await;
    let links = hub.house.links(NAME, "http://h:1").unwrap();
    let (who, link) = &links.delegates[6];
    assert_eq!(*who, DelegateId(7));
    hub.join(link.rsplit('#').next().unwrap()).await;
    hub.stop().await;
}

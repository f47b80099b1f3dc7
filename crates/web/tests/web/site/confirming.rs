//! Values set or confirmed by decision, on the page of a set.

use super::*;

const PARTS: &str = "/criteria/vn.commune.2021-2025.standard";
const SET: &str = "/criteria/vn.commune.2016-2020.standard";

#[tokio::test]
async fn a_value_is_confirmed_from_this_machine_only() {
    let site = vedich_web::router(crate::support::site(true));
    let form = send(&site, from("127.0.0.1:9", Request::get(SET).body(Body::empty()).unwrap())).await;
    let token = all(&form.page(), "input[name=token]").first().and_then(|input| input.attr("value")).map(str::to_owned).unwrap();
    let post = |peer: &str, body: String| from(peer, Request::post(format!("{SET}/confirm")).body(Body::from(body)).unwrap());
    let typed = "unit=T%E1%BB%89nh+H%C3%A0+T%C4%A9nh&code=15.1&decision=1523%2FQ%C4%90-UBND&decided=10%2F05%2F2019";

    let far = send(&site, from("203.0.113.5:9", Request::get(SET).body(Body::empty()).unwrap())).await;
    assert!(all(&far.page(), "input[name=token]").is_empty(), "no form for others");
    let far = send(&site, post("203.0.113.5:9", format!("{typed}&threshold=%3E%3D+90&token={token}"))).await;
    assert_eq!(far.status, StatusCode::FORBIDDEN);
    let forged = send(&site, post("127.0.0.1:9", format!("{typed}&threshold=%3E%3D+90&token=guess"))).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);

    let wrong = send(&site, post("127.0.0.1:9", format!("{typed}&threshold=%3D%3E+90&token={token}"))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = wrong.page();
    assert_eq!(all(&page, "#c-threshold").first().and_then(|input| input.attr("value")), Some("=> 90"), "what was typed is kept");
    assert_eq!(all(&page, "#c-decision").first().and_then(|input| input.attr("value")), Some("1523/QĐ-UBND"));
    assert_eq!(all(&page, ".field.wrong").len(), 1);

    let right = send(&site, post("127.0.0.1:9", format!("{typed}&threshold=%3E%3D+90&token={token}"))).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
    let saved =
        send(&site, from("127.0.0.1:9", Request::get(right.headers[header::LOCATION].to_str().unwrap()).body(Body::empty()).unwrap()))
            .await;
    assert!(text(&saved.page(), "section[aria-labelledby=overlays]").contains("1523/QĐ-UBND"));
}

#[tokio::test]
async fn a_value_holds_for_a_part_a_year_and_a_time_and_can_be_corrected() {
    let site = vedich_web::router(crate::support::site(true));
    let here = |request: Request<Body>| from("127.0.0.1:9", request);
    let open = async |address: &str| send(&site, here(Request::get(address).body(Body::empty()).unwrap())).await.page();
    let value = |page: &Html, name: &str| {
        all(page, &format!("#confirm [name={name}]")).first().and_then(|input| input.attr("value")).unwrap_or_default().to_owned()
    };
    let chosen = |page: &Html, name: &str| {
        all(page, &format!("#c-{name} option[selected]")).first().and_then(|option| option.attr("value")).map(str::to_owned)
    };
    let page = open(PARTS).await;
    let token = value(&page, "token");
    let part =
        all(&page, "#c-code option").iter().filter_map(|option| option.attr("value")).find(|value| value.contains('/')).unwrap().to_owned();
    // Of two fields of one name the first counts.
    let sent = async |fields: Vec<(&'static str, String)>| {
        let fields = fields.iter().map(|(name, value)| (*name, value.as_str())).chain([("token", token.as_str())]);
        let body = vedich_web::frame::address("", fields).trim_start_matches('?').to_owned();
        send(&site, here(Request::post(format!("{PARTS}/confirm")).body(Body::from(body)).unwrap())).await
    };
    let typed = |threshold: &'static str, year: &'static str, to: &'static str| {
        let fixed = [("unit", "Tỉnh Hà Tĩnh"), ("decision", "77/QĐ-UBND"), ("decided", "01/02/2022"), ("from", "01/03/2022")];
        let own = [("code", part.clone()), ("threshold", threshold.to_owned()), ("year", year.to_owned()), ("to", to.to_owned())];
        fixed.map(|(name, value)| (name, value.to_owned())).into_iter().chain(own).collect::<Vec<_>>()
    };
    let wrong = |answer: &Answer| -> Vec<String> {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        all(&answer.page(), ".field.wrong .why").iter().filter_map(|why| why.attr("id")).map(str::to_owned).collect()
    };

    let outside = sent(typed(">= 60", "2021", "31/12/2024")).await;
    assert_eq!(wrong(&outside), ["w-year"], "a year before it holds");
    assert_eq!((chosen(&outside.page(), "year"), chosen(&outside.page(), "code")), (Some("2021".to_owned()), Some(part.clone())));
    assert_eq!(value(&outside.page(), "to"), "31/12/2024", "what was typed is kept");
    assert_eq!(wrong(&sent(typed(">= 60", "1066", "")).await), ["w-year"]);
    assert_eq!(wrong(&sent(typed(">= 60", "", "28/02/2022")).await), ["w-to"]);
    assert_eq!(wrong(&sent([vec![("code", "15.1/none".to_owned())], typed(">= 60", "", "")].concat()).await), ["w-code"]);

    let saved = sent(typed(">= 60", "2023", "31/12/2024")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let listed = open(&format!("{PARTS}?as_of=2023-06-30")).await;
    let row = text(&listed, "section[aria-labelledby=overlays] tbody");
    for told in ["Tỉnh Hà Tĩnh", "2023", "77/QĐ-UBND", "01/03/2022 – 31/12/2024", "local-admin"] {
        assert!(row.contains(told), "{told}: {row}");
    }
    let correct =
        all(&listed, "section[aria-labelledby=overlays] a[href*=correct]").first().and_then(|link| link.attr("href")).unwrap().to_owned();
    let form = open(&correct).await;
    assert_eq!(
        (value(&form, "threshold"), value(&form, "to"), chosen(&form, "year")),
        (">= 60".into(), "31/12/2024".into(), Some("2023".into()))
    );
    let seq = value(&form, "correcting");

    let elsewhere = [vec![("correcting", seq.clone()), ("unit", "Tỉnh Quảng Ninh".to_owned())], typed(">= 65", "2023", "")].concat();
    assert_eq!(wrong(&sent(elsewhere).await), ["w-unit"], "a correction keeps its area");
    let corrected = sent([vec![("correcting", seq.clone())], typed(">= 65", "2023", "")].concat()).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.text);
    let listed = open(&format!("{PARTS}?as_of=2023-06-30")).await;
    let row = text(&listed, "section[aria-labelledby=overlays] tbody");
    assert!(row.contains("65") && !row.contains("60"), "the corrected one no longer stands: {row}");
    let late = sent([vec![("correcting", seq)], typed(">= 66", "2023", "")].concat()).await;
    assert!(wrong(&late).is_empty() && text(&late.page(), "#confirm [role=alert]").contains("không còn hiệu lực"));
}

#[tokio::test]
async fn the_form_is_for_those_who_may_set_values_and_says_at_the_top_what_is_wrong() {
    let site = crate::running::site().await;
    let address = "/criteria/vn-quang-ninh.commune.2021-2025.advanced";
    for login in ["xa", "lanhdao", "hethong"] {
        let person = site.sign_in(login).await;
        assert!(!site.page(&person, address).await.contains("id=\"confirm\""), "{login}");
        for typed in ["", "unit=T%E1%BB%89nh+Qu%E1%BA%A3ng+Ninh&code=10&threshold=%3E%3D+67&decision=12&decided=2022-05-01"] {
            assert_eq!(site.form(&person, &format!("{address}/confirm"), typed).await.0, StatusCode::FORBIDDEN, "{login} {typed}");
        }
    }
    let office = site.sign_in("dieuphoi").await;
    assert!(site.page(&office, address).await.contains("id=\"confirm\""));
    let (status, _, page) = site.form(&office, &format!("{address}/confirm"), "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = Html::parse_document(&page);
    let told: Vec<&str> = all(&page, "main > section[role=alert] a").iter().filter_map(|link| link.attr("href")).collect();
    assert!(["#c-code", "#c-unit", "#c-decision", "#c-decided"].iter().all(|field| told.contains(field)), "{told:?}");
    assert!(told.iter().all(|field| all(&page, field).len() == 1), "each leads to its field");
}

use super::*;
use proptest::prelude::*;

fn known(attribute: &str) -> Option<AttributeValue> {
    match attribute {
        "zone" => Some(AttributeValue::Text("dbsh".to_owned())),
        "commune.school_count" => Some(AttributeValue::Number(Decimal::from(4))),
        "commune.ethnic_region" => Some(AttributeValue::Number(Decimal::from(2))),
        "commune.safe_zone_atk" => Some(AttributeValue::YesNo(true)),
        _ => None,
    }
}

fn check(text: &str, expected: Truth) {
    assert_eq!(parse(text).unwrap().evaluate(&known), expected, "evaluating `{text}`");
}

fn unknown(attribute: &str) -> Truth {
    Truth::Unknown(BTreeSet::from([attribute.to_owned()]))
}

#[test]
fn conditions_of_the_real_sets_are_evaluated() {
    check("zone in [dbsh, dnb]", Truth::True);
    check("zone not in [dbsh, dnb]", Truth::False);
    check("zone in [dbsh, dnb] and commune.school_count > 3", Truth::True);
    check("zone in [dbsh, dnb] and commune.school_count <= 3", Truth::False);
    check("commune.ethnic_region in [2, 3]", Truth::True);
    check("commune.safe_zone_atk = yes and district.poor = yes", unknown("district.poor"));
    check("commune.safe_zone_atk = no and district.poor = yes", Truth::False);
    check("(district.poor = yes or zone = dbsh) and commune.school_count != 5", Truth::True);
    check("not (district.poor = yes)", unknown("district.poor"));
}

#[test]
fn what_does_not_parse_says_where_and_what_was_expected() {
    let refused = |text: &str, column: usize, expected: &str| {
        let error = parse(text).unwrap_err();
        assert_eq!((error.column, error.expected), (column, expected), "parsing `{text}`");
    };
    refused("", 1, "attribute");
    refused("zone", 5, "operator");
    refused("zone in [dbsh", 14, "closing-bracket");
    refused("zone in []", 10, "value");
    refused("commune.x > yes", 13, "number");
    refused("commune.x = yes commune.y = no", 17, "and-or-end");
    refused("income > 3", 1, "attribute");
    refused(&"(".repeat(500), 34, "fewer-brackets");
}

#[test]
fn plain_words_are_told_from_conditions() {
    assert!(looks_like_expression("commune.ethnic_region in [2, 3"));
    assert!(looks_like_expression("zone = dbsh"));
    assert!(!looks_like_expression("adjacent to and planned as urban"));
    assert!(!looks_like_expression("zoned as urban"));
    assert!(!looks_like_expression("commune near a town"));
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC*") {
        let _ = looks_like_expression(&text);
        let _ = parse(&text);
    }

    #[test]
    fn words_of_the_language_in_any_order_do_not_panic(words in prop::collection::vec(prop::sample::select(
        vec!["zone", "in", "not", "[", "]", "(", ")", "and", "or", "=", "!=", ">", ">=", "<", "commune.x", "yes", "3", ",", "dbsh", "-", "."]), 0..30)) {
        let text = words.join(" ");
        if let Ok(expr) = parse(&text) {
            let _ = expr.evaluate(&known);
        }
    }
}

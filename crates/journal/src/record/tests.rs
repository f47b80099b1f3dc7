use super::*;
use proptest::prelude::*;
use vedich_values::Decimal;

struct One(Target, Arc<str>);

impl Lookup for One {
    fn target(&self, number: u32) -> Option<&Target> {
        (number == 7).then_some(&self.0)
    }
    fn source(&self, number: u32) -> Option<&Arc<str>> {
        (number == 9).then_some(&self.1)
    }
}

fn round_trip(fact: &Fact) -> Recorded {
    let mut record = String::new();
    let key = Key { seq: 5, entry: 2, target: Some(7), source: fact.source.as_ref().map(|_| 9) };
    write(&mut record, fact, key, date_number(fact.as_of).unwrap());
    assert_eq!(record.lines().count(), 1, "{record:?}");
    let lookup = One(Target::indicator("s", "1.1"), fact.source.clone().unwrap_or_else(|| "".into()));
    Fields::split(&record).unwrap().read(&lookup, Timestamp::UNIX_EPOCH).unwrap()
}

fn observed() -> impl Strategy<Value = Observed> {
    prop_oneof![
        (any::<i64>(), 0_u32..20).prop_map(|(mantissa, scale)| Observed::Value(Value::Number(Decimal::new(mantissa, scale)))),
        any::<bool>().prop_map(|yes| Observed::Value(Value::YesNo(yes))),
        "\\PC*".prop_map(|word| Observed::Value(Value::Level(word.into()))),
        (-700_000_i32..2_900_000).prop_filter_map("in range", |day| {
            let date = Date::from_num_days_from_ce_opt(day)?;
            date_number(date).map(|_| Observed::Value(Value::Date(date)))
        }),
        Just(Observed::NotApplicable),
        Just(Observed::Withdrawn),
    ]
}

proptest! {
    #[test]
    fn every_observation_survives(observed in observed(), note in proptest::option::of(any::<String>()), source in proptest::option::of(any::<String>())) {
        let body = Body::Observation { target: Target::indicator("s", "1.1"), observed };
        let mut fact = Fact::new(UnitId(3), Date::from_ymd_opt(2024, 2, 29).unwrap(), body);
        fact.note = note.map(Arc::from);
        fact.source = source.map(Arc::from);
        prop_assert_eq!(round_trip(&fact).fact, fact);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), tabs in proptest::collection::vec("[0-9dyn\"{}-]*", 10)) {
        let lookup = One(Target::indicator("s", "1.1"), "".into());
        for record in [text, tabs.join("\t")] {
            if let Ok(fields) = Fields::split(&record) {
                let _ = fields.read(&lookup, Timestamp::UNIX_EPOCH);
            }
        }
    }
}

#[test]
fn the_written_scale_of_a_number_survives() {
    let fact = Fact::new(
        UnitId(3),
        Date::from_ymd_opt(2024, 1, 1).unwrap(),
        Body::Observation { target: Target::indicator("s", "1.1"), observed: Observed::Value(Value::Number("95.30".parse().unwrap())) },
    );
    let Body::Observation { observed: Observed::Value(Value::Number(number)), .. } = round_trip(&fact).fact.body else { panic!() };
    assert_eq!(number.to_string(), "95.30");
}

#[test]
fn a_record_is_what_the_documentation_says() {
    let fact = Fact::new(
        UnitId(3),
        Date::from_ymd_opt(2024, 1, 24).unwrap(),
        Body::Observation { target: Target::indicator("s", "1.1"), observed: Observed::Value(Value::Number(Decimal::new(953, 1))) },
    )
    .from_source("x")
    .correcting(FactSeq(4));
    let mut record = String::new();
    write(&mut record, &fact, Key { seq: 5, entry: 2, target: Some(7), source: Some(9) }, 20_240_124);
    assert_eq!(record, "5\t2\t3\t20240124\t1\t7\t9\t4\t\t95.3");
}

//! A choice in the making: what is funded, and that it can be paid.

use super::flow::{Flow, Short};
use super::model::{Bill, Model};

#[derive(Clone, Debug)]
pub(super) struct State<'m> {
    pub(super) model: &'m Model<'m>,
    pub(super) reached: Vec<bool>,
    /// Items funded: early where the commune reaches the target, late elsewhere.
    pub(super) funded: Vec<bool>,
    pub(super) flow: Flow,
    pub(super) area_money: Vec<i64>,
    pub(super) area_reached: Vec<u32>,
    pub(super) communes: i64,
    pub(super) criteria: i64,
    pub(super) cost: i64,
}

/// Why something cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is not allowed, or takes too long.
    Never,
    /// The cap of its area, by so much.
    Cap(i64),
    /// Money.
    Money(Short),
}

/// Better is greater: floors kept, communes, criteria, money saved.
pub(super) type Score = (i64, i64, i64, i64, i64);

impl<'m> State<'m> {
    pub(super) fn empty(model: &'m Model<'m>) -> Self {
        let areas = model.question.areas.len();
        Self {
            model,
            reached: vec![false; model.communes()],
            funded: vec![false; model.items.len()],
            flow: Flow::new(model),
            area_money: vec![0; areas],
            area_reached: vec![0; areas],
            communes: 0,
            criteria: 0,
            cost: 0,
        }
    }

    pub(super) fn score(&self) -> Score {
        let (communes, money) = self.missing();
        (-communes, -money, self.communes, self.criteria, -self.cost)
    }

    /// What the floor of an area still asks: communes and money.
    pub(super) fn area_misses(&self, area: usize) -> (i64, i64) {
        let asked = &self.model.question.areas[area];
        let communes = asked.communes_at_least.saturating_sub(self.area_reached[area]);
        (i64::from(communes), (asked.money_at_least - self.area_money[area]).max(0))
    }

    /// What all floors still ask.
    pub(super) fn missing(&self) -> (i64, i64) {
        let missing = (0..self.area_money.len()).map(|area| self.area_misses(area));
        missing.fold((0, 0), |sum, area| (sum.0 + area.0, sum.1 + area.1))
    }

    pub(super) fn keeps_floors(&self) -> bool {
        self.missing() == (0, 0)
    }

    fn pay(&mut self, bill: Bill) -> Result<(), Short> {
        let amounts = self.model.amounts(bill);
        for (done, &(kind, amount)) in amounts.iter().enumerate() {
            if let Err(short) = self.flow.add(&self.model.kinds, kind, amount) {
                amounts[..done].iter().for_each(|&(kind, amount)| self.flow.remove(kind, amount));
                return Err(short);
            }
        }
        Ok(())
    }

    fn take_back(&mut self, bill: Bill) {
        for &(kind, amount) in self.model.amounts(bill) {
            self.flow.remove(kind, amount);
        }
    }

    fn room_in_area(&self, commune: usize, cost: i64) -> Result<(), Refused> {
        let Some(area) = self.model.area(commune) else { return Ok(()) };
        let Some(cap) = self.model.question.areas[area].money_at_most else { return Ok(()) };
        let over = self.area_money[area] + cost - cap;
        if over > 0 { Err(Refused::Cap(over)) } else { Ok(()) }
    }

    fn count(&mut self, item: usize, sign: i64) {
        let cost = sign * self.model.items[item].cost;
        self.funded[item] = sign > 0;
        self.criteria += sign;
        self.cost += cost;
        if let Some(area) = self.model.area(self.model.items[item].commune) {
            self.area_money[area] += cost;
        }
    }

    /// Funds one criterion of a commune that does not reach the target.
    pub(super) fn fund(&mut self, item: usize) -> Result<(), Refused> {
        debug_assert!(!self.funded[item]);
        let asked = &self.model.items[item];
        let bill = asked.late.ok_or(Refused::Never)?;
        self.room_in_area(asked.commune, asked.cost)?;
        self.pay(bill).map_err(Refused::Money)?;
        self.count(item, 1);
        Ok(())
    }

    pub(super) fn drop(&mut self, item: usize) {
        debug_assert!(self.funded[item] && !self.reached[self.model.items[item].commune]);
        if let Some(bill) = self.model.items[item].late {
            self.take_back(bill);
        }
        self.count(item, -1);
    }

    /// Brings a commune to the target: all its criteria by its date.
    pub(super) fn reach(&mut self, commune: usize) -> Result<(), Refused> {
        debug_assert!(!self.reached[commune]);
        if !self.model.can_reach[commune] {
            return Err(Refused::Never);
        }
        let items = self.model.items_of(commune);
        let unfunded: i64 = items.clone().filter(|i| !self.funded[*i]).map(|i| self.model.items[i].cost).sum();
        self.room_in_area(commune, unfunded)?;
        let had: Vec<usize> = items.clone().filter(|i| self.funded[*i]).collect();
        had.iter().for_each(|&item| self.drop(item));
        let mut paid = Vec::with_capacity(items.len());
        for item in items {
            let Some(bill) = self.model.items[item].early else { continue };
            if let Err(short) = self.pay(bill) {
                paid.into_iter().for_each(|bill| self.take_back(bill));
                for item in had {
                    let back = self.fund(item);
                    debug_assert!(back.is_ok(), "what was paid before can be paid again");
                }
                return Err(Refused::Money(short));
            }
            paid.push(bill);
        }
        self.model.items_of(commune).for_each(|item| self.count(item, 1));
        self.mark(commune, true);
        Ok(())
    }

    /// Lets a commune miss the target; what must be funded of it stays.
    pub(super) fn unreach(&mut self, commune: usize) {
        debug_assert!(self.reached[commune]);
        for item in self.model.items_of(commune) {
            if let Some(bill) = self.model.items[item].early {
                self.take_back(bill);
            }
            self.count(item, -1);
        }
        self.mark(commune, false);
        for item in self.model.items_of(commune).filter(|i| self.model.items[*i].must) {
            // Later is never harder to pay than earlier.
            let kept = self.fund(item);
            debug_assert!(kept.is_ok(), "what must be funded was paid even earlier");
        }
    }

    fn mark(&mut self, commune: usize, reached: bool) {
        self.reached[commune] = reached;
        let sign = if reached { 1 } else { -1 };
        self.communes += sign;
        if let Some(area) = self.model.area(commune) {
            self.area_reached[area] = self.area_reached[area].saturating_add_signed(sign as i32);
        }
    }
}

//! The classes of words the dictionaries know.

/// What a dictionary says about a phrase. The names are those of the tables in `data/bulletin/*.toml`.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// A class of words: one table of the dictionaries.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $name),+ }
        impl Class {
            /// Every class with the name of its table.
            pub const ALL: &'static [(Class, &'static str)] = &[$((Class::$name, $key)),+];
        }
    };
}

classes! {
    /// Type word of a unit: xã, huyện…
    Level = "level",
    /// The whole country.
    Country = "country",
    /// A named region.
    Region = "region",
    /// What is counted.
    Subject = "subject",
    /// đơn vị, địa phương: counted, level unsaid.
    VagueSubject = "vague_subject",
    /// Where a unit stands on the ladder.
    Status = "status",
    /// nâng cao, kiểu mẫu, hiện đại beyond doubt.
    Tier = "tier",
    /// Words that are a tier only beside the right neighbours.
    TierWeak = "tier_weak",
    /// The programme.
    Program = "program",
    /// Programmes that are not ours.
    OtherProgram = "other_program",
    /// Stars of a product.
    Ocop = "ocop",
    /// OCOP said at all.
    OcopWord = "ocop_word",
    /// tiêu chí.
    Criteria = "criteria",
    /// chỉ tiêu.
    Indicators = "indicators",
    /// đạt, được, xong.
    Reach = "reach",
    /// chưa, không.
    Negation = "negation",
    /// chưa đạt, còn thiếu: introduces what is not met.
    ShortOf = "short_of",
    /// thêm, giảm: a change.
    Delta = "delta",
    /// lên, còn: a level after a change.
    LevelVerb = "level_verb",
    /// từ.
    From = "from",
    /// toàn, cả.
    Whole = "whole",
    /// mỗi.
    Each = "each",
    /// đều, cùng.
    Together = "together",
    /// lần lượt.
    InTurn = "in_turn",
    /// bình quân.
    Average = "average",
    /// phấn đấu, mục tiêu.
    Target = "target",
    /// sẽ, dự kiến.
    Promise = "promise",
    /// đến nay, kết quả.
    Result = "result",
    /// quy định, tối thiểu.
    Law = "law",
    /// Quyết định số…
    Citation = "citation",
    /// hơn, gần, khoảng.
    Approx = "approx",
    /// dưới; trên (`above`).
    Below = "below",
    /// trở lên.
    AndUp = "and_up",
    /// gồm, là.
    List = "list",
    /// và.
    Conj = "conj",
    /// của, tại.
    Prep = "prep",
    /// ông, đồng chí.
    Person = "person",
    /// UBND, chủ tịch.
    Office = "office",
    /// tổ chức, làm việc.
    Event = "event",
    /// ngày, sáng.
    DateCue = "date_cue",
    /// hiệu lực.
    Effective = "effective",
    /// đăng lúc.
    Published = "published",
    /// đầu năm, cuối năm.
    Half = "half",
    /// năm.
    YearWord = "year_word",
    /// quý.
    Quarter = "quarter",
    /// tháng.
    MonthWord = "month_word",
    /// Page furniture.
    Noise = "noise",
    /// trước sáp nhập.
    BeforeMerger = "before_merger",
    /// hợp thành từ.
    MergedFrom = "merged_from",
    /// tỷ đồng.
    Money = "money",
    /// triệu before a noun.
    Big = "big",
    /// USD.
    Foreign = "foreign",
    /// %.
    Percent = "percent",
    /// km, m2, ngày công.
    Unit = "unit",
    /// xây dựng, hiến.
    OutputVerb = "output_verb",
    /// dài, diện tích: merely exists.
    Stock = "stock",
    /// đường, mương.
    WorkNoun = "work_noun",
    /// thu nhập, hộ nghèo.
    Indicator = "indicator",
    /// giải ngân, huy động.
    Finance = "finance",
    /// trả lại, doanh thu.
    FinanceNot = "finance_not",
    /// ngân sách tỉnh.
    MoneySource = "source",
    /// /người, /km.
    Per = "per",
    /// giao, yêu cầu.
    Order = "order",
    /// phải, cần.
    Modal = "modal",
    /// đối với.
    Towards = "towards",
    /// UBND, phòng, đồng chí: begins an addressee.
    Head = "head",
    /// chủ trì, rà soát: begins an action.
    Act = "act",
    /// thu hồi, định hướng: begins an action only behind an order.
    Bidden = "bidden",
    /// trước ngày, chậm nhất.
    Deadline = "deadline",
    /// hằng tuần.
    Recurring = "recurring",
    /// ngày làm việc.
    WorkingDays = "working_days",
    /// thay cho.
    Superseded = "superseded",
    /// thông báo kết luận.
    Minutes = "minutes",
    /// Name of a criterion.
    Criterion = "criterion",
    /// Begins a sentence, never a name.
    Stop = "stop",
    /// Begins a person's name.
    Surname = "surname",
    /// A number in words.
    Numeral = "numeral",
    /// tin đồn, sai sự thật: what is told is not vouched for.
    Rumour = "rumour",
    /// Hàn Quốc, Thái Lan: other countries.
    Abroad = "abroad",
    /// bưởi, cà phê, lúa: what a farm grows to sell.
    Crop = "crop",
    /// nhà máy, công ty, người bệnh: what is judged by criteria and is no unit.
    OtherSubject = "other_subject",
    /// bầu cử, bão, giải bóng đá: what a headline is of when it is not of the programme.
    Elsewhere = "elsewhere",
}

/// A set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Classes([u64; 2]);

impl Classes {
    pub(crate) const fn of(all: &[Class]) -> Self {
        let mut set = [0_u64; 2];
        let mut at = 0;
        while at < all.len() {
            set[all[at] as usize / 64] |= 1 << (all[at] as usize % 64);
            at += 1;
        }
        Self(set)
    }

    pub(crate) fn add(&mut self, class: Class) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.0[0] |= other.0[0];
        self.0[1] |= other.0[1];
    }

    pub(crate) fn is(self, class: Class) -> bool {
        self.0[class as usize / 64] & (1 << (class as usize % 64)) != 0
    }

    /// Whether one of these is among them.
    pub(crate) const fn any(self, of: &[Class]) -> bool {
        self.meets(Self::of(of))
    }

    /// Whether the two have one in common.
    pub(crate) const fn meets(self, of: Self) -> bool {
        self.0[0] & of.0[0] | self.0[1] & of.0[1] != 0
    }
}

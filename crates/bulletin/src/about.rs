//! Whether a text speaks of the programme at all, of its criteria, or only of somebody else's.

use crate::class::Class;
use crate::doc::{Place, Sentence};
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::term::{Kind, Term};

/// What a text speaks of.
pub(crate) struct About {
    /// It is about the programme.
    pub(crate) program: bool,
    /// It names the programme, a rung of it, or totals that only our sets have.
    pub(crate) names_program: bool,
    /// It speaks of criteria or standards of any kind.
    pub(crate) names_criteria: bool,
    /// What its headline is of, when it is not of the programme.
    pub(crate) elsewhere: Option<Elsewhere>,
    /// The sentence that names the programme, when only one does and it is not the headline.
    pub(crate) named_once: Option<usize>,
}

/// Sentences of a long text.
const LONG: usize = 12;

/// Sentences in which a text says what it is about.
const OPENING: usize = 3;

/// What a headline is of that names neither the programme nor a rung of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// Elections, storms, football, banks: the programme is named in passing.
    Trade,
    /// Another standard, or poverty: values of indicators are the units' all the same.
    Standard,
}

impl About {
    pub(crate) fn of(source: &Source, lexicon: &Lexicon, terms: &[Term], sentences: &[Sentence], places: &[Place]) -> Self {
        let told = || sentences.iter().filter(|s| !s.skip);
        // "tiêu chí" alone speaks of the programme only where no other set of criteria is named
        let (mut criteria, mut others, mut any) = (false, false, false);
        for t in told().flat_map(|s| &terms[s.from..s.to]) {
            criteria |= t.is(lexicon, Class::Criteria);
            let other = t.is(lexicon, Class::OtherProgram) && !t.is(lexicon, Class::Criterion) && !t.is(lexicon, Class::Level);
            any |= other;
            // a resolution, a congress, a factory has no criteria of its own
            others |= other && !["socio", "industry", "institution"].iter().any(|set| lexicon.has(t.entry, Class::OtherProgram, set));
        }
        // "kết quả đánh giá chuẩn tiếp cận pháp luật": a title that names another standard
        let title_standard = sentences.first().is_some_and(|s| {
            let other = |pair: &[Term]| ends_in(source, &pair[0], "chuẩn") && pair[1].is(lexicon, Class::OtherProgram);
            terms[s.from..s.to].windows(2).any(other)
        });
        others |= title_standard;
        // "2 xã đạt chuẩn", "thôn về đích"
        let standard = |pair: &[Term]| {
            (pair[0].is(lexicon, Class::Level) || pair[0].is(lexicon, Class::Subject))
                && pair[1].has(lexicon, Class::Status, "met")
                && ["chuẩn", "đích"].iter().any(|w| ends_in(source, &pair[1], w))
        };
        let title = |s: &Sentence| sentences.first().is_some_and(|first| first.from == s.from);
        // a bank's or a builder's news
        let business =
            sentences.first().is_some_and(|s| terms[s.from..s.to].iter().any(|t| t.has(lexicon, Class::OtherProgram, "industry")));
        let named = told().any(|s| {
            let own = (s.from..s.to).any(|i| {
                let rung = i + 1 < s.to && rung(lexicon, &terms[i..i + 2]);
                (ours(source, lexicon, &terms[i]) || rung)
                    && (!business || !epithet(lexicon, terms, i) && (title(s) || !aside(source, lexicon, &terms[s.from..=i])))
            });
            own || !others && terms[s.from..s.to].windows(2).any(standard)
        });
        // "ba xã kiểu mẫu", "11/19": words and totals that only our sets have
        let totals = told()
            .flat_map(|s| &terms[s.from..s.to])
            .any(|t| t.is(lexicon, Class::Tier) || matches!(t.kind, Kind::Frac(_, all) if matches!(all.as_whole(), Some(19 | 20))));
        // "Bệnh viện huyện A đạt 79/83 tiêu chí": a title that begins with an institution
        let institution = sentences
            .first()
            .is_some_and(|s| terms[s.from..s.to].iter().take(2).any(|t| t.has(lexicon, Class::OtherProgram, "institution")));
        let criteria = criteria && !institution;
        let abroad = abroad(lexicon, terms, sentences, places);
        Self {
            program: (named || criteria && !others) && !abroad && !of_germs(source, lexicon, terms, sentences),
            names_program: named || totals,
            names_criteria: (criteria || any) && !abroad,
            elsewhere: elsewhere(source, lexicon, terms, sentences)
                .or_else(|| in_one_sentence(source, lexicon, terms, sentences).then_some(Elsewhere::Trade)),
            named_once: named_once(source, lexicon, terms, sentences),
        }
    }
}

/// "Bệnh phổi do NTM": a headline of germs that bear the programme's abbreviation.
fn of_germs(source: &Source, lexicon: &Lexicon, terms: &[Term], sentences: &[Sentence]) -> bool {
    let Some(title) = sentences.iter().find(|s| !s.skip) else { return false };
    let words = &terms[title.from..title.to];
    words.iter().any(|t| t.has(lexicon, Class::Elsewhere, "illness")) && words.iter().any(|t| holds(source, t, "ntm"))
}

/// "…, góp phần giữ vững nông thôn mới." at the end of a text about something else: the only sentence that names the programme.
fn named_once(source: &Source, lexicon: &Lexicon, terms: &[Term], sentences: &[Sentence]) -> Option<usize> {
    let names = |t: &Term| t.is(lexicon, Class::Program) || ["nông thôn mới", "ntm", "nong thon moi"].iter().any(|w| holds(source, t, w));
    let mut told = sentences.iter().enumerate().filter(|(_, s)| !s.skip);
    let (title, head) = told.clone().next()?;
    // "Núi Thành xét ba xã về đích", "đạt 15 tiêu chí", "trung bình 14,84 tiêu chí/xã": the headline is of the programme without its name
    let headline = &terms[head.from..head.to];
    let of_ours = |t: &Term| t.is(lexicon, Class::Tier) || t.has(lexicon, Class::Status, "met") && ends_in(source, t, "đích");
    let counted = |t: &Term| {
        [Class::Level, Class::Subject, Class::Criteria].iter().any(|class| t.is(lexicon, *class)) || matches!(t.kind, Kind::Place(_))
    };
    let tells = |pair: &[Term]| match pair[0].kind {
        Kind::Num(_) => counted(&pair[1]),
        Kind::Frac(..) => pair[1].is(lexicon, Class::Criteria),
        _ => pair[0].is(lexicon, Class::Criteria) && pair[1].mark('/'),
    };
    // "11/19 tiêu chí": a total only our sets have
    let total = |pair: &[Term]| {
        matches!(pair[0].kind, Kind::Frac(_, all) if matches!(all.as_whole(), Some(19 | 20))) && pair[1].is(lexicon, Class::Criteria)
    };
    // "Đại hội Đảng bộ xã A nhiệm kỳ 2025 - 2030": what the commune did and will do in its term is of the programme
    let congress = ["đảng bộ xã", "đảng bộ huyện"].iter().any(|w| said_in(source, headline, w));
    // "các xã đăng ký về đích ở A đang tăng tốc. … 13 tiêu chí, giờ 18 tiêu chí": of the race to the finish from the start
    let score = |pair: &[Term]| pair[0].whole().is_some_and(|n| n <= 20) && pair[1].is(lexicon, Class::Criteria);
    let raced = || {
        let opens = told.clone().take(OPENING).flat_map(|(_, s)| &terms[s.from..s.to]).any(of_ours);
        opens && terms.windows(2).filter(|pair| score(pair)).take(2).count() == 2
    };
    if congress || raced() || headline.iter().any(of_ours) || headline.windows(2).any(tells) || terms.windows(2).any(total) {
        return None;
    }
    let (only, s) = told.find(|(_, s)| terms[s.from..s.to].iter().any(names))?;
    let times = terms[s.from..s.to].iter().filter(|t| names(t)).count();
    (only > title && times == 1 && !told.any(|(_, s)| terms[s.from..s.to].iter().any(names))).then_some(only)
}

/// A long text that names the programme in one sentence only, below a headline of something else: boats, fish, rubber.
fn in_one_sentence(source: &Source, lexicon: &Lexicon, terms: &[Term], sentences: &[Sentence]) -> bool {
    let told: Vec<&Sentence> = sentences.iter().filter(|s| !s.skip).collect();
    let names = |s: &&&Sentence| {
        let held = &terms[s.from..s.to];
        held.iter()
            .any(|t| ours(source, lexicon, t) || t.is(lexicon, Class::Tier) || ["nông thôn mới", "ntm"].iter().any(|w| holds(source, t, w)))
            || held.windows(2).any(|pair| pair[0].is(lexicon, Class::Level) && pair[1].has(lexicon, Class::Status, "met"))
    };
    let headline = told.first().is_some_and(|title| {
        terms[title.from..title.to].iter().any(|t| t.is(lexicon, Class::Criteria) || matches!(t.kind, Kind::Place(_)))
    });
    let scored = |pair: &[Term]| {
        matches!(pair[0].kind, Kind::Frac(_, all) if matches!(all.as_whole(), Some(15..=20))) && pair[1].is(lexicon, Class::Criteria)
    };
    told.len() >= LONG && !headline && !terms.windows(2).any(scored) && told.iter().filter(names).count() == 1
}

/// Whether a stretch of terms holds these letters (lower case).
fn said_in(source: &Source, terms: &[Term], letters: &str) -> bool {
    let (Some(first), Some(last)) = (terms.first(), terms.last()) else { return false };
    let text: String = source.lower[first.start as usize..last.end as usize].iter().collect();
    text.contains(letters)
}

/// "99% cử tri đi bầu", "Khắc phục hậu quả bão số 3": a headline of another trade that names neither the programme nor a rung of it.
fn elsewhere(source: &Source, lexicon: &Lexicon, terms: &[Term], sentences: &[Sentence]) -> Option<Elsewhere> {
    let title = sentences.iter().find(|s| !s.skip)?;
    let words = &terms[title.from..title.to];
    let is = |t: &Term, value: &str| t.is(lexicon, Class::Elsewhere) && lexicon.has(t.entry, Class::Elsewhere, value);
    // "Cổ phiếu NTM tăng kịch trần": somebody who is called like the programme
    let traded = |i: usize| i > 0 && is(&words[i - 1], "trade");
    let ours = (0..words.len()).any(|i| {
        let t = &words[i];
        (ours(source, lexicon, t) || t.is(lexicon, Class::Tier)) && !traded(i)
    });
    // "Chương trình MTQG phát triển KT-XH vùng đồng bào dân tộc thiểu số": another national programme
    let another =
        words.iter().any(|t| is(t, "highlands")) && !words.iter().any(|t| holds(source, t, "nông thôn mới") || holds(source, t, "ntm"));
    let named = words.iter().find(|t| t.is(lexicon, Class::Elsewhere)).filter(|_| !ours || another)?;
    let standard = ["standard", "poverty", "health"].iter().any(|value| is(named, value));
    Some(if standard { Elsewhere::Standard } else { Elsewhere::Trade })
}

/// The programme, its products, its gardens.
fn ours(source: &Source, lexicon: &Lexicon, t: &Term) -> bool {
    t.is(lexicon, Class::Program)
        // "12 xã xây dựng NTM"
        || t.is(lexicon, Class::Subject) && (ends_in(source, t, "ntm") || ends_in(source, t, "nông thôn mới"))
        || t.has(lexicon, Class::OcopWord, "any")
        || t.is(lexicon, Class::Subject) && t.is(lexicon, Class::Tier)
        || t.has(lexicon, Class::Subject, "gardens") && ends_in(source, t, "mẫu")
}

/// "thôn kiểu mẫu", "xã nâng cao", "xã đạt chuẩn nâng cao".
fn rung(lexicon: &Lexicon, pair: &[Term]) -> bool {
    let unit = pair[0].is(lexicon, Class::Level) || pair[0].is(lexicon, Class::Subject);
    let met = pair[0].has(lexicon, Class::Status, "met");
    unit && pair[1].is(lexicon, Class::Tier) || met && pair[1].is(lexicon, Class::TierWeak)
}

/// "khai quật ở xã NTM A": only what kind of commune it is.
fn epithet(lexicon: &Lexicon, terms: &[Term], at: usize) -> bool {
    let level = at > 0 && terms[at - 1].is(lexicon, Class::Level);
    let named = terms.get(at + 1).is_some_and(|t| matches!(t.kind, Kind::Place(_) | Kind::Name));
    level && named && terms[at].is(lexicon, Class::Program)
}

/// "…, góp phần xây dựng NTM", "xây theo tiêu chí khu dân cư kiểu mẫu": named in passing, not what is told of.
fn aside(source: &Source, lexicon: &Lexicon, upto: &[Term]) -> bool {
    let Some((_, before)) = upto.split_last() else { return false };
    let near = &before[before.len().saturating_sub(4)..];
    let gives = near.iter().any(|t| ends_in(source, t, "góp phần"))
        || near.windows(2).any(|p| ends_in(source, &p[0], "góp") && ends_in(source, &p[1], "phần"));
    let after = near.windows(2).any(|p| ends_in(source, &p[0], "theo") && p[1].is(lexicon, Class::Criteria));
    gives || after
}

/// "Hàn Quốc đã làm nông thôn mới thế nào?": a title of another country and of no unit of ours.
fn abroad(lexicon: &Lexicon, terms: &[Term], sentences: &[Sentence], places: &[Place]) -> bool {
    sentences.first().is_some_and(|title| {
        let foreign = terms[title.from..title.to].iter().any(|t| t.is(lexicon, Class::Abroad));
        let (start, end) = (terms[title.from].start, terms[title.to - 1].end);
        foreign && !places.iter().any(|p| p.start >= start && p.end <= end && (p.group.is_some() || p.explicit))
    })
}

/// Whether a term (lower case) has these letters.
fn holds(source: &Source, term: &Term, word: &str) -> bool {
    let letters = &source.lower[term.start as usize..term.end as usize];
    letters.len() >= word.chars().count() && letters.iter().collect::<String>().contains(word)
}

/// Whether a term (lower case) ends in these letters.
fn ends_in(source: &Source, term: &Term, word: &str) -> bool {
    source.lower[term.start as usize..term.end as usize].iter().collect::<String>().ends_with(word)
}

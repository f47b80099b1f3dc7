//! A document that was handed in, read: its title, who says so, its date.

use super::Handed;
use vedich_desk::Draft;
use vedich_values::date::parse_date;
use vedich_wording::Lang;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// The document read, with its title.
pub(super) fn read(handed: &Handed) -> (String, Draft) {
    let hint = handed.published.map(|day| day.format("%Y-%m").to_string());
    let found = vedich_reference::reader().read_whole(&handed.text, hint.as_deref());
    let headline = found.headline.map(|line| {
        let letters = handed.text.chars().skip(line.start as usize).take((line.end - line.start) as usize);
        letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let any = || handed.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    let first = headline.filter(|line| !line.is_empty()).unwrap_or_else(any);
    let named = handed.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let title: String = named.unwrap_or(&first).chars().take(LONGEST_TITLE).collect();
    let mut draft = vedich_desk::cards(&found, &handed.text, &title);
    draft.source = source(handed, &first, &draft.date);
    if let Some(published) = handed.published.filter(|_| draft.date.is_empty()) {
        draft.date = published.to_string();
    }
    (title, draft)
}

/// Longest first line that is a headline, in characters.
const LONGEST_HEADLINE: usize = 120;

/// Who says so, where nobody names a better one: the title, a headline, the name of the file, else the document of its day.
fn source(handed: &Handed, first: &str, date: &str) -> String {
    let short = |text: &str| text.trim().trim_end_matches('.').chars().take(LONGEST_TITLE).collect::<String>();
    let given = handed.title.as_deref().map(short).filter(|title| !title.is_empty());
    // A sentence is no name of what it stands in.
    let alone = handed.text.lines().filter(|line| !line.trim().is_empty()).count() < 2;
    let sentence = alone || first.ends_with(['.', ';', ':']) || first.contains(". ") || first.chars().count() > LONGEST_HEADLINE;
    let headline = (!sentence).then(|| short(first));
    let file = || handed.file.as_deref().map(str::trim).filter(|file| !file.is_empty()).map(str::to_owned);
    let of_day = || parse_date(date).map(|day| Lang::Vi.say("desk.document-of", &[("date", &day.format("%d/%m/%Y").to_string())]));
    given.or(headline).or_else(file).or_else(of_day).unwrap_or_else(|| short(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_page_is_named_by_its_headline_and_not_by_its_furniture() {
        let of = |text: &str| read(&Handed { text: text.to_owned(), ..Handed::default() }).0;
        let article = "Xã Lâm Hợp họp tháng 10\nNgày 15/10/2020, xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới.";
        assert_eq!(of(&format!("Truy cập\nBanner tin\n\n{article}")), "Xã Lâm Hợp họp tháng 10");
        assert_eq!(of(&format!("Lịch công tác | Hỏi đáp | Sơ đồ cổng\r\n{article}")), "Xã Lâm Hợp họp tháng 10");
        assert_eq!(of(article), "Xã Lâm Hợp họp tháng 10");
        assert_eq!(of("Truy cập"), "Truy cập");
    }

    #[test]
    fn a_document_without_a_title_is_named_by_its_headline_its_file_or_its_day() {
        let of = |text: &str, file: Option<&str>, title: Option<&str>| {
            let (title, file) = (title.map(str::to_owned), file.map(str::to_owned));
            read(&Handed { text: text.to_owned(), file, title, ..Handed::default() }).1.source
        };
        let sentence = "Ngày 15/10/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp. Xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới.";
        assert_eq!(of(sentence, None, None), "Văn bản ngày 15/10/2020");
        assert_eq!(of(sentence, Some("bao-cao-thang-10.docx"), None), "bao-cao-thang-10.docx");
        assert_eq!(of(sentence, None, Some("Báo cáo số 12/BC-UBND.")), "Báo cáo số 12/BC-UBND");
        assert_eq!(of(&format!("Xã Lâm Hợp họp tháng 10\n{sentence}"), None, None), "Xã Lâm Hợp họp tháng 10");
        assert_eq!(of("Xã đạt 16/20 tiêu chí.", None, None), "Xã đạt 16/20 tiêu chí");
    }
}

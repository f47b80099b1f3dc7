//! The files of a document beside its text.

use super::table::{PAD_X, PAD_Y};
use crate::fonts::NAME;
use crate::html::safe;
use crate::layout::{Layout, Look};
use std::fmt::Write;

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub(super) const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
    "<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    "</Types>"
);

pub(super) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "</Relationships>"
);

pub(super) const DOCUMENT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>",
    "</Relationships>"
);

pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "</w:settings>"
);

pub(super) fn properties(title: &str) -> String {
    format!(
        "{PROLOGUE}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Vedich</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>",
        safe(title)
    )
}

/// The page number, centred in the top margin.
pub(super) fn header(layout: &Layout) -> String {
    let size = layout.page_number.size.half_points();
    let run = format!("<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>");
    format!(
        "{PROLOGUE}<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>\
         <w:r>{run}<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>{run}<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         <w:r>{run}<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>{run}<w:t>2</w:t></w:r><w:r>{run}<w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>"
    )
}

/// The properties of letters.
pub(super) fn letters(look: Look) -> String {
    let size = look.size.half_points();
    let bold = if look.bold { "<w:b/><w:bCs/>" } else { "" };
    let italic = if look.italic { "<w:i/><w:iCs/>" } else { "" };
    format!("<w:rPr>{bold}{italic}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>")
}

/// One style per part of a paper, so that an editor changes all of them at once.
pub(super) fn styles(layout: &Layout) -> String {
    let looks = &layout.looks;
    let (indent, gap) = (layout.text.indent.twips(), layout.text.gap.twips());
    let line = 240 * layout.text.line_percent / 100;
    let body = format!(
        "<w:spacing w:before=\"{gap}\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"{indent}\"/><w:jc w:val=\"both\"/>"
    );
    let head = format!(
        "<w:keepNext/><w:spacing w:before=\"{gap}\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"{indent}\"/><w:jc w:val=\"both\"/>"
    );
    let centred = "<w:jc w:val=\"center\"/>".to_owned();
    let kept = "<w:keepNext/><w:jc w:val=\"center\"/>".to_owned();
    let plain = String::new();
    let mut out = format!(
        "{PROLOGUE}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{NAME}\" w:hAnsi=\"{NAME}\" w:cs=\"{NAME}\" w:eastAsia=\"{NAME}\"/>\
         <w:color w:val=\"000000\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>",
        size = looks.text.size.half_points()
    );
    let heading = |level: usize| format!("{head}<w:outlineLvl w:val=\"{level}\"/>");
    let all: [(&str, &str, String, Look); 23] = [
        ("BodyText", "Body Text", body.clone(), looks.text),
        ("Basis", "Căn cứ", body.clone(), looks.basis),
        ("Heading1", "heading 1", heading(0), looks.heading1),
        ("Heading2", "heading 2", heading(1), looks.heading2),
        ("Heading3", "heading 3", heading(2), looks.heading3),
        ("Item", "Ý", body.clone(), looks.text),
        ("Country", "Quốc hiệu", centred.clone(), looks.country),
        ("Motto", "Tiêu ngữ", centred.clone(), looks.motto),
        ("ParentBody", "Cơ quan chủ quản", centred.clone(), looks.parent),
        ("IssuingBody", "Cơ quan ban hành", centred.clone(), looks.body),
        ("PaperNumber", "Số ký hiệu", centred.clone(), looks.number),
        ("PlaceDate", "Địa danh ngày tháng", centred.clone(), looks.place_date),
        ("Title", "Title", kept.clone(), looks.type_name),
        ("Subtitle", "Subtitle", kept.clone(), looks.subject),
        ("Addressees", "Kính gửi", plain.clone(), looks.addressees),
        ("Authority", "Thẩm quyền ký", kept.clone(), looks.authority),
        ("Signer", "Người ký", centred.clone(), looks.signer),
        ("RecipientsLabel", "Nơi nhận", plain.clone(), looks.recipients_label),
        ("Recipients", "Danh sách nơi nhận", plain.clone(), looks.recipients),
        (
            "TableTitle",
            "Tên biểu",
            format!("<w:keepNext/><w:spacing w:before=\"{gap}\" w:after=\"60\"/><w:jc w:val=\"center\"/>"),
            looks.table_title,
        ),
        ("TableHead", "Đầu biểu", centred.clone(), looks.table_head),
        ("TableText", "Nội dung biểu", plain.clone(), looks.table),
        ("TableNote", "Ghi chú biểu", plain, looks.table_note),
    ];
    for (id, name, paragraph, look) in all {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{}</w:style>",
            letters(look)
        );
    }
    out.push_str(
        "<w:style w:type=\"paragraph\" w:styleId=\"Header\"><w:name w:val=\"header\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>",
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    }
    let margin = |side: &str, width: i64| format!("<w:{side} w:w=\"{width}\" w:type=\"dxa\"/>");
    let margins = [("top", PAD_Y), ("left", PAD_X), ("bottom", PAD_Y), ("right", PAD_X)].map(|(side, width)| margin(side, width)).concat();
    let _ = write!(out, "</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style></w:styles>");
    out
}

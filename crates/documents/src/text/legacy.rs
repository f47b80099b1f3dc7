//! Vietnamese before Unicode: the TCVN3 (ABC) alphabet, whose letters stand at the places of Western signs.

/// TCVN3 code and its letter; the fonts of that time showed capitals with marks by another font, so they come out in lower case.
const TCVN3: &[(char, char)] = &[
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
    ('¨', 'ă'),
    ('©', 'â'),
    ('ª', 'ê'),
    ('«', 'ô'),
    ('¬', 'ơ'),
    ('\u{ad}', 'ư'),
    ('®', 'đ'),
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
];

/// Signs that stand inside words only when the text is TCVN3, and hardly ever in Vietnamese written in Unicode.
const TELLING: &str = "®µ¸¹¨©ª«¬\u{ad}»¼½¾Æ×Ø÷øß";

/// Whether a text is TCVN3 read as Western letters: signs inside words in every line of it, and no letter of Unicode's Vietnamese.
pub(crate) fn is_tcvn3(text: &str) -> bool {
    let (mut telling, mut letters, mut modern) = (0usize, 0usize, 0usize);
    let mut before = ' ';
    for c in text.chars().take(20_000) {
        letters += usize::from(c.is_alphabetic());
        modern += usize::from(matches!(c, '\u{1EA0}'..='\u{1EF9}' | 'ơ' | 'ư' | 'đ' | 'Đ' | 'ă'));
        telling += usize::from(TELLING.contains(c) && before.is_alphabetic());
        before = c;
    }
    letters >= 20 && telling * 40 > letters && modern * 20 < telling
}

/// TCVN3 as Unicode.
pub(crate) fn from_tcvn3(text: &str) -> String {
    text.chars().map(|c| TCVN3.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_letters_become_unicode() {
        let old = "X· L©m Hîp ®¹t 16/20 tiªu chÝ n«ng th«n míi; cßn 4 tiªu chÝ ch\u{ad}a ®¹t";
        assert!(is_tcvn3(old));
        assert_eq!(from_tcvn3(old), "Xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới; còn 4 tiêu chí chưa đạt");
        assert!(!is_tcvn3("Xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới, © 2020 ® báo"));
        assert!(!is_tcvn3("La commune a été reconnue, déjà très avancée, à l'été; même si ça coûte"));
    }
}

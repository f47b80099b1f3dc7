//! Which elements and names of a page are what: lines, frame, article.

/// Elements whose text nobody reads as the article's.
pub(super) const UNREAD: [&str; 18] = [
    "script", "style", "noscript", "template", "svg", "iframe", "nav", "aside", "footer", "form", "button", "select", "textarea", "object",
    "dialog", "canvas", "video", "audio",
];

/// Elements that begin a line.
pub(super) const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "title",
    "section",
    "article",
    "main",
    "header",
    "blockquote",
    "pre",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "hr",
    "body",
    "tbody",
    "thead",
    "center",
    "address",
    "caption",
];

/// Elements that never have an end.
pub(super) const VOID: [&str; 14] =
    ["br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param"];

/// Parts of class and id that name what is not the article.
pub(super) const FRAME: [&str; 30] = [
    "sidebar",
    "menu",
    "navbar",
    "nav-",
    "footer",
    "comment",
    "related",
    "relate",
    "share",
    "social",
    "banner",
    "breadcrumb",
    "widget",
    "advert",
    "popup",
    "cookie",
    "copyright",
    "tags",
    "hotnews",
    "other-news",
    "othernews",
    "lien-quan",
    "lienquan",
    "tin-khac",
    "tinkhac",
    "thongke",
    "thong-ke",
    "counter",
    "paging",
    "toolbar",
];

/// Parts of class and id that name the article.
pub(super) const BODY: [&str; 14] = [
    "article",
    "content",
    "detail",
    "post",
    "entry",
    "noidung",
    "noi-dung",
    "chitiet",
    "chi-tiet",
    "fck",
    "news-body",
    "maincontent",
    "story",
    "journal",
];

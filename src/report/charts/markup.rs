//! Owns what plotters leaves out of the SVG text.
//!
//! Takes the drawn SVG and its caption. Gives the same drawing with a role, a
//! language, a title and a description for readers who cannot see it, and with
//! what every element repeats said once.

use super::Caption;
use super::style::FONTS;
use super::text::clean;

/// Puts the title and description into a drawn SVG; the full texts of labels
/// that had to be shortened are added to the description.
pub(super) fn finish(svg: &str, caption: &Caption, shortened: &[String]) -> String {
    let Some((root, rest)) = svg.split_once('>') else {
        return svg.to_owned();
    };
    let rest = without_repeats(rest);
    let title = escape(&clean(&caption.title));
    let text = escape(&description(caption, shortened));
    let id = format!("chart-{:016x}", fingerprint(&rest));
    format!(
        "{root} role=\"img\" lang=\"zh-Hans\" aria-labelledby=\"{id}-title {id}-desc\" \
         font-family=\"{FONTS}\">\n\
         <title id=\"{id}-title\">{title}</title>\n\
         <desc id=\"{id}-desc\">{text}</desc>{rest}"
    )
}

/// Takes out attributes that say what holds anyway: the fonts, which the root
/// names, and two defaults. Text cannot be mistaken for them, since quotation
/// marks in a text are escaped.
fn without_repeats(elements: &str) -> String {
    let fonts = format!(" font-family=\"{}\"", FONTS.replace('\'', "&apos;"));
    elements
        .replace(&fonts, "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
}

/// The description with the full texts of shortened labels.
fn description(caption: &Caption, shortened: &[String]) -> String {
    let text = clean(&caption.description);
    if shortened.is_empty() {
        return text;
    }
    format!("{text} Full labels: {}.", shortened.join("; "))
        .trim_start()
        .to_owned()
}

/// Escapes a text for XML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A number that depends on the drawing only (FNV-1a), so that ids differ
/// between the charts of one page and agree between two runs.
fn fingerprint(drawing: &str) -> u64 {
    drawing.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::finish;
    use crate::report::charts::Caption;

    fn caption() -> Caption {
        Caption {
            title: "改革 <script> & \u{1b}开放".to_owned(),
            subtitle: String::new(),
            description: "两次".to_owned(),
        }
    }

    #[test]
    fn title_and_description_come_first_and_are_escaped() {
        let svg = finish("<svg a=\"1\">\n<rect/>\n</svg>", &caption(), &[]);
        let tree = roxmltree::Document::parse(&svg).expect("well-formed");
        let names: Vec<_> = tree
            .root_element()
            .children()
            .filter(roxmltree::Node::is_element)
            .map(|node| node.tag_name().name().to_owned())
            .collect();
        assert_eq!(names, ["title", "desc", "rect"]);
        assert_eq!(tree.root_element().attribute("role"), Some("img"));
        assert!(svg.contains("改革 &lt;script&gt; &amp; 开放"));
    }

    #[test]
    fn repeated_attributes_are_said_once() {
        let drawn = "<svg>\n<rect opacity=\"1\" stroke=\"none\" x=\"1\"/>\n</svg>";
        let svg = finish(drawn, &caption(), &[]);
        assert!(svg.contains("<rect x=\"1\"/>"));
        assert_eq!(svg.matches("font-family").count(), 1);
    }

    #[test]
    fn shortened_labels_are_told_in_full() {
        let svg = finish("<svg>\n</svg>", &caption(), &["很长的<标签>".to_owned()]);
        assert!(svg.contains("两次 Full labels: 很长的&lt;标签&gt;."));
    }
}

//! Owns the drawing surface; the place where shapes and words reach plotters.
//!
//! Takes shapes and words in pixels from the upper left corner of the chart
//! body. Gives the finished SVG with the caption above the body.

use std::io;

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
};

use super::Caption;
use super::markup::finish;
use super::number::{count, pixel};
use super::style::{Dash, FONTS, INK, LABEL, LineLook, MARGIN, MUTED, Marker, PAPER, TITLE};
use super::text::{clean, wrap};
use crate::error::{Error, Result};

/// The narrowest chart in pixels.
const NARROWEST: f64 = 560.0;
/// The line height of a wrapped text in font sizes.
const LEADING: f64 = 1.35;
/// plotters divides every font size by this number.
const FONT_FACTOR: f64 = 1.24;
/// The height of the body of a chart without data.
const EMPTY_HEIGHT: f64 = 180.0;
/// Half the size of a marker.
const MARKER: f64 = 3.0;

/// A place in pixels, right and down.
pub(super) type Point = (f64, f64);
/// The result of drawing one thing.
pub(super) type Drawn = std::result::Result<(), DrawingAreaErrorKind<io::Error>>;

/// What the page has to know about the body of a chart.
pub(super) struct Body {
    /// Width in pixels.
    pub(super) width: f64,
    /// Height in pixels without the caption.
    pub(super) height: f64,
    /// Labels that are not drawn in full.
    pub(super) shortened: Vec<String>,
}

/// Draws a page: white paper, the caption, and the body below it.
pub(super) fn render(
    caption: &Caption,
    body: &Body,
    draw: impl FnOnce(&Canvas<'_>) -> Drawn,
) -> Result<String> {
    let mut svg = String::new();
    draw_page(&mut svg, caption, body, draw).map_err(|source| Error::Chart {
        chart: clean(&caption.title),
        source: Box::new(source),
    })?;
    Ok(finish(&svg, caption, &body.shortened))
}

/// Draws the page of a chart that has nothing to show.
pub(super) fn render_empty(caption: &Caption) -> Result<String> {
    let body = Body {
        width: NARROWEST,
        height: EMPTY_HEIGHT,
        shortened: Vec::new(),
    };
    render(caption, &body, |canvas| {
        let right = body.width - MARGIN;
        canvas.frame((MARGIN, 0.0), (right, EMPTY_HEIGHT - MARGIN), MUTED)?;
        let middle = (body.width / 2.0, (EMPTY_HEIGHT - MARGIN) / 2.0);
        canvas.words(
            &Words::new("no data", middle)
                .ink(MUTED)
                .align(Align::Middle),
        )
    })
}

/// Draws caption and body into a text buffer.
fn draw_page(
    svg: &mut String,
    caption: &Caption,
    body: &Body,
    draw: impl FnOnce(&Canvas<'_>) -> Drawn,
) -> Drawn {
    let width = body.width.max(NARROWEST).ceil();
    let header = Header::new(caption, width - 2.0 * MARGIN);
    let height = header.height() + body.height;
    let size = (pixel(width).unsigned_abs(), pixel(height).unsigned_abs());
    let area = SVGBackend::with_string(svg, size).into_drawing_area();
    area.fill(&PAPER)?;
    let (above, below) = area.split_vertically(pixel(header.height()));
    header.draw(&Canvas { area: above })?;
    draw(&Canvas { area: below })?;
    area.present()
}

/// The caption broken into lines.
struct Header {
    title: Vec<String>,
    subtitle: Vec<String>,
}

impl Header {
    fn new(caption: &Caption, room: f64) -> Self {
        Self {
            title: wrap(&clean(&caption.title), TITLE, room, 3),
            subtitle: wrap(&clean(&caption.subtitle), LABEL, room, 4),
        }
    }

    fn height(&self) -> f64 {
        let title = count(self.title.len()) * TITLE * LEADING;
        let subtitle = count(self.subtitle.len()) * LABEL * LEADING;
        (MARGIN + title + subtitle + 14.0).ceil()
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let mut y = MARGIN;
        for line in &self.title {
            let at = (MARGIN, y + TITLE / 2.0);
            canvas.words(&Words::new(line, at).size(TITLE).bold())?;
            y += TITLE * LEADING;
        }
        for line in &self.subtitle {
            let at = (MARGIN, y + 2.0 + LABEL / 2.0);
            canvas.words(&Words::new(line, at).ink(MUTED))?;
            y += LABEL * LEADING;
        }
        Ok(())
    }
}

/// Which part of a text lies at its place.
#[derive(Clone, Copy)]
pub(super) enum Align {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A line of text at a place; the place is the middle of its height.
pub(super) struct Words<'w> {
    text: &'w str,
    at: Point,
    size: f64,
    ink: RGBColor,
    align: Align,
    weight: FontStyle,
    turn: FontTransform,
}

impl<'w> Words<'w> {
    /// A label in ink that begins at its place.
    pub(super) fn new(text: &'w str, at: Point) -> Self {
        Self {
            text,
            at,
            size: LABEL,
            ink: INK,
            align: Align::Start,
            weight: FontStyle::Normal,
            turn: FontTransform::None,
        }
    }

    /// Sets the font size in pixels.
    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// Sets the colour.
    pub(super) fn ink(self, ink: RGBColor) -> Self {
        Self { ink, ..self }
    }

    /// Sets the part that lies at the place.
    pub(super) fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Makes the text heavy.
    pub(super) fn bold(self) -> Self {
        let weight = FontStyle::Bold;
        Self { weight, ..self }
    }

    /// Makes the text run downwards.
    pub(super) fn turned(self) -> Self {
        let turn = FontTransform::Rotate90;
        Self { turn, ..self }
    }

    fn style(&self) -> TextStyle<'static> {
        let size = self.size * FONT_FACTOR;
        let font = FontDesc::new(FontFamily::Name(FONTS), size, self.weight);
        let h_pos = match self.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        font.color(&self.ink)
            .transform(self.turn.clone())
            .pos(Pos::new(h_pos, VPos::Center))
    }
}

/// A part of the page to draw on.
pub(super) struct Canvas<'c> {
    area: DrawingArea<SVGBackend<'c>, Shift>,
}

impl Canvas<'_> {
    /// Fills a rectangle given by two corners.
    pub(super) fn block(&self, from: Point, to: Point, colour: RGBColor) -> Drawn {
        let corners = [whole(from), whole(to)];
        self.area.draw(&Rectangle::new(corners, colour.filled()))
    }

    /// Fills a rectangle unless it has no length.
    pub(super) fn bar(&self, from: Point, to: Point, colour: RGBColor) -> Drawn {
        if pixel(from.0) == pixel(to.0) {
            return Ok(());
        }
        self.block(from, to, colour)
    }

    /// Fills a shape so that what lies behind it shows through.
    pub(super) fn veil(&self, corners: &[Point], colour: RGBColor, opacity: f64) -> Drawn {
        let corners: Vec<(i32, i32)> = corners.iter().copied().map(whole).collect();
        self.area.draw(&Polygon::new(corners, colour.mix(opacity)))
    }

    /// Draws the edge of a rectangle.
    pub(super) fn frame(&self, from: Point, to: Point, colour: RGBColor) -> Drawn {
        let corners = [whole(from), whole(to)];
        self.area.draw(&Rectangle::new(corners, colour))
    }

    /// Draws a thin straight line.
    pub(super) fn line(&self, from: Point, to: Point, colour: RGBColor) -> Drawn {
        let ends = [whole(from), whole(to)];
        self.area.draw(&PathElement::new(ends, colour))
    }

    /// Draws a thin dotted line.
    pub(super) fn dots(&self, from: Point, to: Point, colour: RGBColor) -> Drawn {
        let ends = [whole(from), whole(to)];
        self.area.draw(&DashedPathElement::new(ends, 1, 4, colour))
    }

    /// Draws a thick path, broken into dashes if its look says so.
    pub(super) fn path(&self, points: &[Point], look: LineLook) -> Drawn {
        let style: ShapeStyle = look.colour.stroke_width(2);
        let points: Vec<(i32, i32)> = points.iter().copied().map(whole).collect();
        match look.dash {
            Dash::Solid => self.area.draw(&PathElement::new(points, style)),
            Dash::Broken(stroke, space) => self
                .area
                .draw(&DashedPathElement::new(points, stroke, space, style)),
        }
    }

    /// Draws the marker of a series.
    pub(super) fn marker(&self, at: Point, look: LineLook) -> Drawn {
        let (x, y) = at;
        let style = look.colour.filled();
        let corners = match look.marker {
            Marker::Circle => return self.area.draw(&Circle::new(whole(at), MARKER, style)),
            Marker::Square => vec![(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
            Marker::Triangle => vec![(0.0, -1.4), (1.4, 1.0), (-1.4, 1.0)],
            Marker::Diamond => vec![(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)],
        };
        let place = |(right, down): Point| whole((x + right * MARKER, y + down * MARKER));
        let corners: Vec<(i32, i32)> = corners.into_iter().map(place).collect();
        self.area.draw(&Polygon::new(corners, style))
    }

    /// Writes a line of text.
    pub(super) fn words(&self, words: &Words<'_>) -> Drawn {
        if words.text.is_empty() {
            return Ok(());
        }
        let text = Text::new(words.text.to_owned(), whole(words.at), words.style());
        self.area.draw(&text)
    }
}

/// The whole pixel at a place.
fn whole((x, y): Point) -> (i32, i32) {
    (pixel(x), pixel(y))
}

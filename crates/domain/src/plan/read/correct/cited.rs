//! What an item cites, set right: documents, programmes, annexes; the lists of the plan follow.

use super::{
    super::{AnnexMention, Citation, Programme, Reading, citations, plain},
    parts,
};

/// The annex of a plan that has only one.
const UNNUMBERED: &str = "không số";

/// "Kế hoạch số 379/KH-UBND ngày 13/07/2021 của UBND tỉnh", or a law with its day.
fn printed(citation: &Citation) -> String {
    let mut words = if citation.number.is_empty() {
        citation.title.clone()
    } else {
        format!("{} số {}", citation.kind, citation.number)
    };
    if let Some(date) = citation.date {
        words = format!("{words} ngày {}", crate::period::day(date));
    }
    if !citation.issuer.is_empty() {
        words = format!("{words} của {}", citation.issuer);
    }
    words
}

impl Reading {
    pub(super) fn citations_of(&self, anchor: &str) -> String {
        let Some(item) = self.item(anchor) else { return String::new() };
        let cited = item.citations.iter().filter_map(|place| self.citations.get(*place));
        cited.map(printed).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn programmes_of(&self, anchor: &str) -> String {
        let at = |programme: &&Programme| programme.anchors.iter().any(|known| known == anchor);
        let named = self.programmes.iter().filter(at);
        named.map(|programme| programme.name.as_str()).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn annexes_of(&self, anchor: &str) -> String {
        let Some(item) = self.item(anchor) else { return String::new() };
        let printed = |number: &String| {
            if number.is_empty() { UNNUMBERED.to_owned() } else { number.clone() }
        };
        item.annexes.iter().map(printed).collect::<Vec<_>>().join("; ")
    }

    /// Whether every part names a document.
    pub(super) fn cite(&mut self, index: usize, typed: &str) -> bool {
        let before = self.items[index].citations.clone();
        let anchor = self.items[index].anchor.clone();
        let mut cited: Vec<usize> = Vec::new();
        let mut new: Vec<Citation> = Vec::new();
        for part in parts(typed) {
            let known =
                before.iter().copied().find(|place| printed(&self.citations[*place]) == part);
            if let Some(known) = known {
                cited.push(known);
                continue;
            }
            let found = citations::find(&part);
            if found.is_empty() {
                return false;
            }
            new.extend(found.into_iter().map(|found| found.citation));
        }
        for citation in new {
            let key = citations::key(&citation);
            let same = self.citations.iter().position(|known| citations::key(known) == key);
            cited.push(same.unwrap_or(self.citations.len()));
            if same.is_none() {
                self.citations.push(citation);
            }
        }
        cited.dedup();
        for (place, citation) in self.citations.iter_mut().enumerate() {
            keep_anchor(&mut citation.anchors, &anchor, cited.contains(&place));
        }
        self.items[index].citations = cited;
        self.forget_uncited();
        true
    }

    /// Drops the documents that no item cites any more.
    fn forget_uncited(&mut self) {
        let mut places = Vec::new();
        let mut kept = 0;
        for citation in &self.citations {
            places.push(Some(kept).filter(|_| !citation.anchors.is_empty()));
            kept += usize::from(!citation.anchors.is_empty());
        }
        self.citations.retain(|citation| !citation.anchors.is_empty());
        for item in &mut self.items {
            let moved = |place: &usize| places.get(*place).copied().flatten();
            item.citations = item.citations.iter().filter_map(moved).collect();
        }
    }

    pub(super) fn name_programmes(&mut self, index: usize, typed: &str) {
        let anchor = self.items[index].anchor.clone();
        let names = parts(typed);
        for programme in &mut self.programmes {
            let same = names.iter().any(|name| plain(name) == plain(&programme.name));
            keep_anchor(&mut programme.anchors, &anchor, same);
        }
        for name in names {
            if !self.programmes.iter().any(|known| plain(&known.name) == plain(&name)) {
                self.programmes.push(Programme { name, anchors: vec![anchor.clone()] });
            }
        }
        self.programmes.retain(|programme| !programme.anchors.is_empty());
    }

    pub(super) fn name_annexes(&mut self, index: usize, typed: &str) {
        let anchor = self.items[index].anchor.clone();
        let bare = |part: String| {
            let number = part.trim_start_matches("Phụ lục").trim().to_owned();
            if number == UNNUMBERED { String::new() } else { number }
        };
        let numbers: Vec<String> = parts(typed).into_iter().map(bare).collect();
        let same =
            |one: &str, other: &str| one.trim_start_matches('0') == other.trim_start_matches('0');
        for annex in &mut self.annexes {
            let named = numbers.iter().any(|number| same(number, &annex.number));
            keep_anchor(&mut annex.anchors, &anchor, named);
        }
        for number in &numbers {
            if !self.annexes.iter().any(|annex| same(number, &annex.number)) {
                let anchors = vec![anchor.clone()];
                let number = number.clone();
                self.annexes.push(AnnexMention { number, anchors, present: false });
            }
        }
        self.annexes.retain(|annex| annex.present || !annex.anchors.is_empty());
        self.items[index].annexes = numbers;
    }
}

fn keep_anchor(anchors: &mut Vec<String>, anchor: &str, named: bool) {
    let known = anchors.iter().any(|known| known == anchor);
    if !named {
        anchors.retain(|known| known != anchor);
    } else if !known {
        anchors.push(anchor.to_owned());
    }
}

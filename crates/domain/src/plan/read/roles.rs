//! Says what an item asks of each body it names: giao, chủ trì, phối hợp, đề nghị, or nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::{BodyRole, NamedBody, bodies::Found, pattern, plain};

static LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s,;()]*(?:và|cùng|các|cùng các|hoặc|với|cùng với|[-–+])?[\s,]*(?:các\s|Giám đốc\s|Thủ trưởng\s|Chánh\s|Trưởng\s|Người đứng đầu\s)?$",
    )
});
static NAMELY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s?(?::|\((?:gồm|bao gồm):?)\s?$"));
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[.;:\n]\s*|\s)(?:Giao|giao|Phân công|Yêu cầu) (?:cho\s)?(?:[Cc]ác\s(?:[Ss]ở:\s)?)?$",
    )
});
static REQUEST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[Đđ]ề nghị|[Kk]ính đề nghị|[Mm]ời)\s(?:các\s|đồng chí\s)?$"));
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)phối hợp\s?(?:chặt chẽ\s|thực hiện\s)?(?:với|cùng(?: với)?|:)?\s?(?:các\s(?:[Ss]ở:\s)?)?$",
    )
});
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^,?\s?(?:có trách nhiệm\s|là (?:cơ quan|đơn vị)\s|làm\s|\(?)(?:chủ trì|đầu mối|thường trực|cơ quan đầu mối|cơ quan thường trực)|^,?\s?(?:chủ trì|có trách nhiệm|chịu trách nhiệm)",
    )
});
/// What may stand before the body that an item is addressed to.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:Đối với|(?:Trách nhiệm|Nhiệm vụ)(?: chung| cụ thể)? của|Cơ quan|Thủ trưởng|Giám đốc|Lãnh đạo|Đồng chí|Người đứng đầu)\s*)?(?:(?:các|cơ quan|đơn vị|thường trực)\s*)*[:(]?\s*$",
    )
});
/// "Cơ quan chủ trì: Sở X" in running text.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:cơ quan|đơn vị)\s(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối)[^:.;\n]{0,40}:\s?$|(?:^|[.;]\s?)chủ trì(?: thực hiện)?\s?:\s?$",
    )
});
/// "1. Ông A - Giám đốc Sở X, Phó Trưởng ban: Chủ trì …": the duty is that of the body.
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Ông|Bà|Đồng chí|Đ/c)\s[\p{L}\s().]{2,40}(?:\s?[-–,:]\s?)(?:Phó\s)?(?:Giám đốc|Chủ tịch|Trưởng|Chánh|Bí thư|Cục trưởng|Viện trưởng|Chánh án)?\s?$",
    )
});
/// "ngân sách thành phố giao Sở X": money is given, no duty.
static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:kinh phí|ngân sách|dự toán|nguồn|biên chế)[^.;\n]{0,80}\sgiao\s(?:cho\s)?(?:các\s)?$",
    )
});
/// Fields that say where, when, for whom and what, not by whom.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[-+•\s]*(?:địa điểm|nơi tổ chức|thời gian|nội dung|thành phần|đối tượng|địa bàn|quy mô|chủ đề|hình thức|số lượng)[^:;.\n]{0,30}(?::|$)",
    )
});
/// "UBND tỉnh giao Sở X", "UBND tỉnh yêu cầu các sở": the first gives, the second is given.
static GIVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s(?:yêu cầu|giao|giao cho|phân công)\s(?:các\s|Giám đốc\s|Thủ trưởng\s)?$")
});
/// "Hội X, Thành đoàn: Đề nghị phối hợp …", the request on the same line or the next.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\s?[:.]?[\s-]*(?:trân trọng\s|kính\s)?đề nghị\s(?P<what>[^\n]*)")
});
/// What a body itself asks for, of others.
static ASKS_FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:cấp|khen|biểu dương|xử lý|xem xét|bổ sung|điều chỉnh|tặng|công nhận)(?:\s|$)")
});
/// "do Sở X thực hiện".
static DONE_BY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s(?:trực tiếp\s)?(?:thực hiện|đảm nhiệm|đảm nhận|phụ trách)"));
static STOP: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.;\n]\s*[\p{Lu}\d-]?|;"));

/// What the place of an item says before its own words do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Plain,
    /// "Cơ quan chủ trì:", or a column of that name.
    Lead,
    Coordinating,
    /// Under "Đề nghị …".
    Requested,
    /// "Địa điểm:", "Thời gian:", "Nội dung:": a body named first is asked nothing by its place.
    Aside,
}

/// The setting that a field or a column of a table gives.
pub(super) fn setting_of(label: &str) -> Setting {
    let label = plain(label);
    if label.contains("phối hợp") && !label.contains("chủ trì") {
        return Setting::Coordinating;
    }
    let leads = ["chủ trì", "thực hiện", "đầu mối", "phân công", "trách nhiệm", "đăng cai"];
    let body = ["cơ quan", "đơn vị", "chủ trì", "phân công", "trách nhiệm", "đầu mối"];
    let is_lead = leads.iter().any(|word| label.contains(word))
        && body.iter().any(|word| label.contains(word));
    if is_lead {
        Setting::Lead
    } else if ASIDE.is_match(&label) {
        Setting::Aside
    } else {
        Setting::Plain
    }
}

/// The bodies of a text with their roles; a body named twice keeps its weightier role.
pub(super) fn assign(text: &str, found: &[Found], setting: Setting) -> Vec<NamedBody> {
    let mut named: Vec<NamedBody> = Vec::new();
    let mut role = BodyRole::Mentioned;
    // Whose role only follows from where the name stands; words that say another one prevail.
    let mut by_place: Vec<String> = Vec::new();
    let mut at = 0;
    let mut pending: Vec<usize> = Vec::new();
    for (index, body) in found.iter().enumerate() {
        let gap = &text[at..body.range.start];
        // "các tổ chức chính trị - xã hội: Hội Nông dân, Tỉnh Đoàn …": those that the group means.
        let meant =
            |before: &Found| NAMELY.is_match(gap) && plain(&before.name).starts_with("các ");
        let listed = index > 0 && (LIST.is_match(gap) || meant(&found[index - 1]));
        if !listed {
            pending.clear();
            role = role_from(gap, index == 0, setting, role);
            if GIVES.is_match(gap) && index > 0 && is_giver(gap, &found[index - 1].name) {
                give_back(&mut named, &by_place, &found[index - 1].name);
                role = BodyRole::Lead;
            }
            if role == BodyRole::Requested {
                withdraw(&mut named, &by_place, &body.name);
            }
        } else if role == BodyRole::Requested {
            withdraw(&mut named, &by_place, &body.name);
        }
        if role == BodyRole::Lead && !ORDER.is_match(gap) {
            by_place.push(body.name.clone());
        }
        let after = text[body.range.end..].trim_start_matches([',', ' ']);
        pending.push(named.len());
        keep(&mut named, body.name.clone(), role, &mut pending);
        // "UBND tỉnh đã ban hành 12 văn bản" tells what was done, and asks nothing.
        if after.starts_with("đã ") && !ORDER.is_match(gap) {
            for place in &pending {
                if by_place.contains(&named[*place].name) {
                    named[*place].role = BodyRole::Mentioned;
                }
            }
        }
        let leads = LEADS.is_match(&text[body.range.end..])
            || after.starts_with("phối hợp với") && role == BodyRole::Mentioned;
        let helps = after.starts_with("phối hợp") && !after.starts_with("phối hợp với");
        if helps && named.iter().any(|body| body.role == BodyRole::Lead) {
            for place in &pending {
                if named[*place].role == BodyRole::Mentioned {
                    named[*place].role = BodyRole::Coordinating;
                }
            }
        }
        if supports(&text[body.range.end..], found.get(index + 1), body.range.end) {
            for place in &pending {
                if by_place.contains(&named[*place].name) {
                    named[*place].role = BodyRole::Coordinating;
                }
            }
        }
        if is_asked(&text[body.range.end..], found.get(index + 1), &body.name, body.range.end) {
            for place in &pending {
                if by_place.contains(&named[*place].name) {
                    named[*place].role = BodyRole::Requested;
                }
            }
        }
        let done = gap.ends_with(" do ") && DONE_BY.is_match(&text[body.range.end..]);
        if (leads || done) && role != BodyRole::Requested {
            for place in &pending {
                if named[*place].role == BodyRole::Mentioned {
                    named[*place].role = BodyRole::Lead;
                }
            }
        }
        at = body.range.end;
    }
    charge_all(text, found, &mut named);
    named.retain(|body| body.role != BodyRole::Mentioned || !is_vague(&body.name));
    named
}

/// "Chánh Văn phòng …; Giám đốc các Sở: …; Chủ tịch UBND … chịu trách nhiệm thi hành Quyết định này":
/// each of them does so.
fn charge_all(text: &str, found: &[Found], named: &mut [NamedBody]) {
    static CARRY_OUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\s(?:chịu trách nhiệm|có trách nhiệm|căn cứ)\s[^.;\n]{0,60}?\bthi hành\b")
    });
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\.\s\p{Lu}"));
    let Some(charge) = CARRY_OUT.find(text) else { return };
    for body in found.iter().filter(|body| body.range.end <= charge.start()) {
        if SENTENCE.is_match(&text[body.range.end..charge.start()]) {
            continue;
        }
        let same = named.iter_mut().filter(|known| plain(&known.name) == plain(&body.name));
        same.filter(|known| known.role == BodyRole::Mentioned)
            .for_each(|known| known.role = BodyRole::Lead);
    }
}

/// "Hội LHPN huyện, Huyện đoàn: phối hợp tuyên truyền", with the colon or without: what stands
/// behind says the role; "phối hợp với …", "phối hợp Sở X" is a duty of the body's own.
fn supports(after: &str, next: Option<&Found>, end: usize) -> bool {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^phối hợp\s(?:chặt chẽ\s|thực hiện\s)?(?:với|cùng|giữa|(?P<whom>các|liên))(?:\s|$)",
        )
    });
    let trimmed = after.trim_start_matches([' ', ':', ',']);
    if after.starts_with('\n') || !trimmed.to_lowercase().starts_with("phối hợp") {
        return false;
    }
    let colon = after.trim_start().starts_with(':');
    let start = end + after.len() - trimmed.len() + "phối hợp ".len();
    let own = OWN.captures(&plain(trimmed)).is_some_and(|own| !colon || own.name("whom").is_none());
    !own && next.is_none_or(|next| next.range.start != start)
}

/// Whether a request to the bodies named follows: "Đề nghị phối hợp …"; "Sở X: Đề nghị UBND tỉnh …"
/// and "đề nghị khen thưởng" are duties of the body's own.
fn is_asked(after: &str, next: Option<&Found>, name: &str, end: usize) -> bool {
    let Some(what) = ASKED.captures(after).and_then(|found| found.name("what")) else {
        return false;
    };
    if ASKS_FOR.is_match(what.as_str()) {
        return false;
    }
    let addressed = next.filter(|next| next.range.start <= end + what.start() + "các ".len());
    addressed.is_none_or(|next| plain(name).starts_with(&plain(&next.name)))
}

/// Who orders others about: any that "giao", and those at the head that "yêu cầu".
fn is_giver(gap: &str, name: &str) -> bool {
    let name = plain(name);
    let heads = ["ubnd", "ủy ban nhân dân", "chủ tịch", "ban ", "tỉnh ủy", "thành ủy", "huyện ủy"];
    !gap.contains("yêu cầu") || heads.iter().any(|head| name.starts_with(head))
}

/// The giver of an order has no duty by standing first.
fn give_back(named: &mut [NamedBody], by_place: &[String], giver: &str) {
    let by_place = by_place.iter().any(|name| name == giver);
    if let Some(known) = named.iter_mut().find(|known| by_place && known.name == giver) {
        known.role = BodyRole::Mentioned;
    }
}

/// "4. Mặt trận Tổ quốc" as a heading, "Đề nghị Mặt trận Tổ quốc …" below: a request.
fn withdraw(named: &mut [NamedBody], by_place: &[String], name: &str) {
    let same = |other: &str| plain(other) == plain(name);
    if !by_place.iter().any(|other| same(other)) {
        return;
    }
    if let Some(known) = named.iter_mut().find(|known| same(&known.name)) {
        known.role = BodyRole::Requested;
    }
}

/// "các ngành", "các cơ quan" in passing name nobody.
fn is_vague(name: &str) -> bool {
    plain(name).split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
        matches!(
            word,
            "các"
                | "mỗi"
                | "và"
                | "cơ"
                | "quan"
                | "đơn"
                | "vị"
                | "ngành"
                | "tổ"
                | "chức"
                | "doanh"
                | "nghiệp"
                | "đoàn"
                | "thể"
                | "liên"
                | "có"
                | "địa"
                | "phương"
                | "trường"
                | "phòng"
                | "thôn"
                | "ấp"
                | "cấp"
                | "hội"
        )
    })
}

fn keep(named: &mut Vec<NamedBody>, name: String, role: BodyRole, pending: &mut [usize]) {
    let same = named.iter().position(|known| plain(&known.name) == plain(&name));
    if let Some(place) = same {
        if weight(role) > weight(named[place].role) {
            named[place].role = role;
        }
        if let Some(last) = pending.last_mut() {
            *last = place;
        }
        return;
    }
    named.push(NamedBody { name, role });
}

/// How much a role says.
pub(super) const fn weight(role: BodyRole) -> u8 {
    match role {
        BodyRole::Lead => 3,
        BodyRole::Requested => 2,
        BodyRole::Coordinating => 1,
        BodyRole::Mentioned => 0,
    }
}

/// The role that the words before a body give it.
fn role_from(gap: &str, first: bool, setting: Setting, before: BodyRole) -> BodyRole {
    if TOGETHER.is_match(gap) {
        return BodyRole::Coordinating;
    }
    if REQUEST.is_match(gap) {
        return BodyRole::Requested;
    }
    if FIELD.is_match(gap) {
        return BodyRole::Lead;
    }
    if ORDER.is_match(gap) {
        return if MONEY.is_match(gap) { BodyRole::Mentioned } else { BodyRole::Lead };
    }
    let line = gap.rfind(['\n', ':']).map_or(gap, |at| &gap[at + 1..]);
    let new_line = first || gap.contains('\n');
    let line = line.trim_matches([' ', '*', '“', '-']);
    let whole = gap.rsplit('\n').next().unwrap_or(gap).trim();
    let at_start = new_line && (OPENING.is_match(line) || PERSON.is_match(whole));
    let lists = matches!(setting, Setting::Lead | Setting::Coordinating);
    let fresh = first || STOP.is_match(gap);
    if lists && !fresh && before != BodyRole::Mentioned && short(gap) {
        return before;
    }
    match setting {
        Setting::Lead if fresh && short(gap) => BodyRole::Lead,
        Setting::Coordinating if fresh && short(gap) => BodyRole::Coordinating,
        Setting::Requested if at_start => BodyRole::Requested,
        Setting::Plain if at_start && !ASIDE.is_match(whole) => BodyRole::Lead,
        _ => BodyRole::Mentioned,
    }
}

fn short(gap: &str) -> bool {
    gap.chars().count() < 40
}

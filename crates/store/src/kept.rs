//! More reads for `verify`: files kept with their hash, and facts that the log tells as well.

use std::collections::BTreeMap;

use domain::{access::Role, deed::Deed};

use crate::{args, db::Reads, error::Error};

/// Tables of files beside issued documents: what a line is called, its keys, and the line of a key.
const KEPT: [(&str, &str, &str); 4] = [
    (
        "báo cáo đã ký của đơn vị, báo cáo",
        "SELECT submission_id, number FROM submission_file ORDER BY submission_id, number",
        "SELECT sha256, content FROM submission_file WHERE submission_id = $1 AND number = $2",
    ),
    (
        "gói tin liên thông",
        "SELECT id, CAST(0 AS BIGINT) FROM message ORDER BY id",
        "SELECT sha256, content FROM message WHERE id = $1 AND $2 = 0",
    ),
    (
        "tệp trong gói tin",
        "SELECT message_id, number FROM message_file ORDER BY message_id, number",
        "SELECT sha256, content FROM message_file WHERE message_id = $1 AND number = $2",
    ),
    (
        "văn bản ủy quyền của người ký",
        "SELECT signer_id, CAST(0 AS BIGINT) FROM signer_paper ORDER BY signer_id",
        "SELECT sha256, content FROM signer_paper WHERE signer_id = $1 AND $2 = 0",
    ),
];

/// Gives every such file to `is_right` with the hash that is written beside it; how many there are, and
/// what those are called that are not right. One file is in memory at a time.
pub async fn files(
    db: &mut impl Reads,
    is_right: impl Fn(&[u8], &str) -> bool + Send,
) -> Result<(u64, Vec<String>), Error> {
    let (mut count, mut wrong) = (0, Vec::new());
    for (noun, keys, one) in KEPT {
        for key in db.fetch_all(keys, &[]).await? {
            let key = (key.int(0)?, key.int(1)?);
            let row = db.fetch_one(one, &args![key.0, key.1]).await?;
            count += 1;
            if !is_right(row.bytes(1)?, row.text(0)?) {
                let number = if key.1 == 0 { String::new() } else { format!("/{}", key.1) };
                wrong.push(format!("{noun} {}{number}", key.0));
            }
        }
    }
    Ok((count, wrong))
}

/// Submissions whose later day nobody gave: the log tells every day that was given, and where it is older
/// than that, the request that was granted does.
pub async fn days_nobody_gave(db: &mut impl Reads) -> Result<Vec<i64>, Error> {
    let told = "SELECT subject, detail FROM audit WHERE verb IN ('submission.grant_extension', \
        'submission.reopen')";
    let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in db.fetch_all(told, &[]).await? {
        let day = row.text(1)?.split(' ').find_map(|word| word.strip_prefix("until="));
        if let Some(day) = day {
            days.entry(row.text(0)?.to_owned()).or_default().push(day.to_owned());
        }
    }
    let sql = "SELECT s.id, s.extended_to, CASE WHEN EXISTS (SELECT 1 FROM extension e \
        WHERE e.submission_id = s.id AND e.decision = 'granted' AND e.until = s.extended_to) \
        AND EXISTS (SELECT 1 FROM event v WHERE v.submission_id = s.id \
        AND v.verb = 'submission.grant_extension') THEN 1 ELSE 0 END \
        FROM submission s WHERE s.extended_to IS NOT NULL ORDER BY s.id";
    let mut wrong = Vec::new();
    for row in db.fetch_all(sql, &[]).await? {
        let (id, day) = (row.int(0)?, row.text(1)?);
        let is_given = match days.get(&format!("submission/{id}")) {
            Some(days) => days.iter().any(|known| known == day),
            None => row.flag(2)?,
        };
        if !is_given {
            wrong.push(id);
        }
    }
    Ok(wrong)
}

/// Logins of accounts whose roles are not those that the log gave them last. Accounts that the log does not
/// know were made with the sample.
pub async fn roles_nobody_gave(db: &mut impl Reads) -> Result<Vec<String>, Error> {
    let told = "SELECT subject, detail FROM audit WHERE verb IN ('account.create', 'account.roles') \
        ORDER BY id";
    let mut given: BTreeMap<String, Vec<Role>> = BTreeMap::new();
    for row in db.fetch_all(told, &[]).await? {
        let words = row.text(1)?.rsplit(['=', ' ']).next().unwrap_or_default();
        given.insert(row.text(0)?.to_owned(), roles(words));
    }
    let sql = "SELECT o.id, o.login, COALESCE((SELECT string_agg(r.role, ',') FROM officer_role r \
        WHERE r.officer_id = o.id), '') FROM officer o ORDER BY o.id";
    let mut wrong = Vec::new();
    for row in db.fetch_all(sql, &[]).await? {
        let known = given.get(&format!("officer/{}", row.int(0)?));
        if known.is_some_and(|known| roles(row.text(2).unwrap_or_default()) != *known) {
            wrong.push(row.text(1)?.to_owned());
        }
    }
    Ok(wrong)
}

fn roles(words: &str) -> Vec<Role> {
    let mut roles: Vec<Role> = words.split(',').filter_map(Role::from_code).collect();
    roles.sort_unstable();
    roles
}

/// The detail of the newest line of an act in the log.
pub async fn last_told(db: &mut impl Reads, deed: Deed) -> Result<Option<String>, Error> {
    let sql = "SELECT detail FROM audit WHERE verb = $1 ORDER BY id DESC LIMIT 1";
    let row = db.fetch_optional(sql, &args![deed.code()]).await?;
    row.map(|row| row.text(0).map(ToOwned::to_owned)).transpose()
}

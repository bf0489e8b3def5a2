//! What each role may not see and not do.

use crate::harness::World;

#[tokio::test]
async fn a_foreign_submission_is_as_missing_as_one_that_never_was() {
    let world = World::open().await;
    let foreign = world.submission(crate::harness::ROUND, "h-428").await.submission.id.0;
    let person = world.sign_in("xa-17149").await;
    let answer = person.get(&format!("/submissions/{foreign}")).await;
    answer.refused(404, "ACC-001");
    let missing = person.get("/submissions/99999999").await;
    assert_eq!(answer.text(), missing.text());
}

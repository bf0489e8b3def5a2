//! `sanhvai user`: makes an account and prints its first password.

use actions::{
    Acting,
    account::{AccountLine, create_many},
};
use anyhow::Context;
use domain::access::{Officer, OfficerId, Role};

use crate::{Data, folder};

/// `sanhvai user`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Tên đăng nhập. / Login.
    login: String,
    /// Mã đơn vị, ví dụ s-noi-vu. / Key of the unit.
    #[arg(long)]
    unit: String,
    /// Họ và tên hoặc chức danh. / Name.
    #[arg(long)]
    name: String,
    /// Chức vụ. / Position.
    #[arg(long, default_value = "")]
    position: String,
    /// Điện thoại. / Telephone.
    #[arg(long, default_value = "")]
    phone: String,
    /// Thư điện tử. / Mail.
    #[arg(long, default_value = "")]
    email: String,
    /// reporter, reviewer, signer, desk, leader, unit-administrator, system-administrator.
    #[arg(long, required = true)]
    role: Vec<String>,
}

/// Makes the account.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let store = folder::existing(&arguments.data).await?;
    let catalog = folder::loaded(&store).await?;
    let now = folder::now(folder::shift(&store).await?);
    let province = store::org_unit::by_key(&mut store.reader(), &catalog.province)
        .await?
        .context("danh mục không có đơn vị cấp tỉnh")?;
    let roles = arguments
        .role
        .iter()
        .map(|r| Role::from_code(r).with_context(|| format!("không có vai trò {r}")))
        .collect::<anyhow::Result<Vec<Role>>>()?;
    // Who holds the machine administers it.
    let keeper = Officer {
        id: OfficerId(0),
        unit: province.id,
        name: "sanhvai user".into(),
        roles: vec![Role::SystemAdministrator],
    };
    let acting = Acting::new(keeper, province.id, now);
    let line = AccountLine {
        number: 1,
        login: arguments.login,
        unit_key: arguments.unit,
        name: arguments.name,
        position: arguments.position,
        phone: arguments.phone,
        email: arguments.email,
        roles,
    };
    let slips = create_many(&store, &acting, &[line]).await.map_err(|e| {
        let problem = e.problem();
        anyhow::anyhow!("{}: {} {}", problem.code, problem.what, problem.next)
    })?;
    for slip in slips {
        println!("{}\t{}\t{}", slip.login, slip.password, slip.unit);
    }
    store.close().await;
    Ok(())
}

//! `sanhvai user`: accounts from the machine itself, for the first day and for when nobody else can help.

use actions::{
    Acting,
    account::{AccountLine, Slip, create_many, reset_password, set_active, set_roles},
};
use domain::{
    access::{Officer, Role, Scope},
    account::KEEPER,
};
use store::{db::Store, officer::OfficerRow};

use crate::{
    Data, folder,
    told::{no_province, refused},
};

/// The refusal of a list of accounts.
const LIST: &str = "LST-002";
/// Accounts printed at most.
const SHOWN: i64 = 100_000;

/// `sanhvai user`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Tạo tài khoản, in mật khẩu lần đầu. / Makes an account.
    Add(Add),
    /// Cấp mật khẩu lần đầu mới, in ra một lần; đóng các phiên. / Gives a new first password.
    Password(One),
    /// Đóng tài khoản. / Closes an account.
    Close(One),
    /// Đổi vai trò; đóng các phiên. / Gives other roles.
    Roles {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        roles: Roles,
    },
    /// Liệt kê tài khoản. / Lists accounts.
    List {
        #[command(flatten)]
        data: Data,
        /// Chữ trong họ tên, tên đăng nhập hoặc tên đơn vị. / Words of a name, login or unit.
        #[arg(default_value = "")]
        words: String,
        /// Các tài khoản đã đóng. / Closed accounts.
        #[arg(long)]
        closed: bool,
    },
}

/// One account that there is.
#[derive(Debug, clap::Args)]
struct One {
    #[command(flatten)]
    data: Data,
    /// Tên đăng nhập. / Login.
    login: String,
}

#[derive(Debug, clap::Args)]
struct Roles {
    /// Vai trò, ghi nhiều lần nếu nhiều: Cán bộ nhập liệu (reporter), Cán bộ thẩm tra (reviewer), Người ký
    /// (signer), Cán bộ tổng hợp (desk), Lãnh đạo (leader), Quản trị đơn vị (unit-administrator), Quản trị
    /// hệ thống (system-administrator). / Roles.
    #[arg(long, required = true)]
    role: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Add {
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
    #[command(flatten)]
    roles: Roles,
}

/// Keeps accounts.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    match arguments.command {
        Command::Add(add) => make(add).await,
        Command::Password(one) => password(&one).await,
        Command::Close(one) => close(&one).await,
        Command::Roles { one, roles } => change(&one, &roles).await,
        Command::List { data, words, closed } => list(&data, &words, closed).await,
    }
}

/// The store, and whoever keeps the machine acting in it.
async fn opened(data: &Data) -> anyhow::Result<(Store, Acting)> {
    let store = folder::existing(data).await?;
    let catalog = folder::loaded(&store).await?;
    let now = folder::now(folder::shift(&store).await?);
    let province = store::org_unit::by_key(&mut store.reader(), &catalog.province)
        .await?
        .ok_or_else(no_province)?;
    let keeper = Officer {
        id: KEEPER,
        unit: province.id,
        name: "sanhvai user".into(),
        roles: vec![Role::SystemAdministrator],
    };
    let acting = Acting::new(keeper, province.id, now);
    Ok((store, acting))
}

fn roles_of(words: &Roles) -> anyhow::Result<Vec<Role>> {
    let read = |word: &String| {
        Role::read(word).ok_or_else(|| {
            let known: Vec<String> =
                Role::ALL.iter().map(|r| format!("{} ({})", r.label(), r.code())).collect();
            let next = format!("dùng một trong: {}", known.join(", "));
            refused("CLI-027", format!("không có vai trò “{word}”"), next)
        })
    };
    let mut roles = words.role.iter().map(read).collect::<anyhow::Result<Vec<Role>>>()?;
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

async fn known(store: &Store, login: &str) -> anyhow::Result<OfficerRow> {
    let mut reader = store.reader();
    let found = store::officer::credentials(&mut reader, login).await?;
    let row = match found {
        Some(found) => store::officer::by_id(&mut reader, found.id).await?,
        None => None,
    };
    row.ok_or_else(|| {
        let what = format!("không có tài khoản {login}");
        refused("CLI-028", what, "xem các tài khoản bằng: sanhvai user list")
    })
}

async fn make(add: Add) -> anyhow::Result<()> {
    let (store, acting) = opened(&add.data).await?;
    let line = AccountLine {
        number: 1,
        login: add.login,
        unit_key: add.unit,
        name: add.name,
        position: add.position,
        phone: add.phone,
        email: add.email,
        roles: roles_of(&add.roles)?,
    };
    let login = line.login.clone();
    let made = create_many(&store, &acting, &[line]).await;
    let slips = made.map_err(|error| of_one(&login, error))?;
    slips.iter().for_each(printed);
    store.close().await;
    Ok(())
}

/// What is wrong with a list of one account, without the words of lists and pages.
fn of_one(login: &str, error: actions::Error) -> anyhow::Error {
    let problem = match &error {
        actions::Error::Refused(problem) if problem.code == LIST => problem,
        _ => return super::told(error),
    };
    let what = problem.what.trim_end_matches('.');
    let faults = what.split_once(": ").map_or(what, |(_, faults)| faults).replace("dòng 1: ", "");
    refused(
        "CLI-029",
        format!("chưa tạo tài khoản {login}: {faults}"),
        "sửa lệnh rồi chạy lại; mã đơn vị là khóa trong units/units.csv, hoặc trong ngoặc ở sanhvai user list",
    )
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
fn printed(slip: &Slip) {
    println!("{}\t{}\t{}", slip.login, slip.password, slip.unit);
}

async fn password(one: &One) -> anyhow::Result<()> {
    let (store, acting) = opened(&one.data).await?;
    let row = known(&store, &one.login).await?;
    let slip = reset_password(&store, &acting, row.officer.id).await.map_err(super::told)?;
    printed(&slip);
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn close(one: &One) -> anyhow::Result<()> {
    let (store, acting) = opened(&one.data).await?;
    let row = known(&store, &one.login).await?;
    set_active(&store, &acting, row.officer.id, false).await.map_err(super::told)?;
    store.close().await;
    println!("Đã đóng {}", one.login);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn change(one: &One, roles: &Roles) -> anyhow::Result<()> {
    let roles = roles_of(roles)?;
    let (store, acting) = opened(&one.data).await?;
    let row = known(&store, &one.login).await?;
    set_roles(&store, &acting, row.officer.id, &roles).await.map_err(super::told)?;
    store.close().await;
    println!("{}\t{} → {}", one.login, labels(&row.officer.roles), labels(&roles));
    Ok(())
}

fn labels(roles: &[Role]) -> String {
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join(", ")
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn list(data: &Data, words: &str, closed: bool) -> anyhow::Result<()> {
    let (store, acting) = opened(data).await?;
    let scope = Scope { root: acting.accounts_root, ..acting.scope };
    let wanted = (words, !closed);
    let rows = store::officer::list(&mut store.reader(), &scope, wanted, (0, SHOWN)).await?;
    store.close().await;
    for row in &rows {
        println!(
            "{}\t{}\t{} ({})\t{}",
            row.login,
            row.officer.name,
            row.unit_name,
            row.unit_key,
            labels(&row.officer.roles)
        );
    }
    Ok(())
}

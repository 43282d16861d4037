//! Pages built the way common Chinese sites build theirs.

use super::*;

const FIRST: &str = "今天上午，村里召开座谈会，大家认真讨论了修路的安排，提出了不少好主意。";
const SECOND: &str = "会议强调，工作要一件一件做，不能只看数字，也要看群众满意不满意。";
const THIRD: &str = "与会同志表示，回去以后要把会议的要求传达到每一户，落实到每一天。";

fn links(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("<li><a href='/{text}'>{text}</a></li>"))
        .collect()
}

fn menu() -> String {
    links(&["首页", "要闻", "时政", "经济", "文化", "图片", "视频"])
}

fn assert_main(page: &Page, expected: &[&str]) {
    assert_zones_are_sound(page);
    assert_eq!(main_lines(page), expected);
}

#[test]
fn a_news_site_with_tables_and_a_text_box() {
    let page = extract(&format!(
        "<html><head><title>村里召开座谈会--要闻--某某网</title></head><body>
        <div class=top><ul>{}</ul></div>
        <div class=path>某某网>><a href=/>要闻</a></div>
        <div class='text_c'><h3>本网讯</h3><h1>村里召开座谈会</h1><h2>修路的安排定了</h2>
        <p class=sou>2020年03月04日08:15 来源：某某报</p>
        <div class=show_text><p>\u{3000}\u{3000}{FIRST}</p><h4>一、怎么修</h4><p>\u{3000}\u{3000}{SECOND}</p><p>{THIRD}</p></div>
        <p class=editor>(责编：王某、李某)</p></div>
        <div class=sharebar>分享到：<a href=x>微博</a> <a href=y>空间</a></div>
        <div><h2>相关新闻</h2><ul>{}</ul></div>
        <div id=copyright>某某网版权所有，未经书面授权禁止使用</div></body></html>",
        menu(),
        links(&["邻村也开了座谈会", "去年修路的经过", "路修好了以后", "村口的新路灯"]),
    ));
    assert_eq!(page.title.as_deref(), Some("村里召开座谈会"));
    assert_main(
        &page,
        &[
            "本网讯",
            "修路的安排定了",
            &format!("\u{3000}\u{3000}{FIRST}"),
            "一、怎么修",
            &format!("\u{3000}\u{3000}{SECOND}"),
            THIRD,
        ],
    );
    assert_eq!(kind_of(&page, "村里召开座谈会"), Some(ZoneKind::Title));
    assert_eq!(
        kind_of(&page, "2020年03月04日08:15 来源：某某报"),
        Some(ZoneKind::Meta)
    );
    assert_eq!(kind_of(&page, "(责编：王某、李某)"), Some(ZoneKind::Meta));
}

#[test]
fn a_government_page_with_a_document_table() {
    let page = extract(&format!(
        "<title>关于修路的通知_某某县人民政府</title><meta name=PubDate content=2021-05-06>
        <div class=header><ul>{}</ul></div>
        <div class=content><table><tr><td>索 引 号：</td><td>000014349</td></tr>
        <tr><td>标\u{3000}题：</td><td>关于修路的通知</td></tr></table>
        <h1>关于修路的通知</h1><div class=pages-date>发布时间：2021-05-06 10:00 字号：大 中 小</div>
        <div class=pages_content id=UCAP-CONTENT><p>各村：</p><p>{FIRST}</p><p>{SECOND}</p>
        <p>某某县人民政府</p><p>2021年5月6日</p><p>（此件公开发布）</p></div></div>
        <div class=footer><ul>{}</ul><p>主办：某某县人民政府办公室</p></div>",
        menu(),
        links(&["网站地图", "联系我们", "关于本站"]),
    ));
    assert_eq!(page.title.as_deref(), Some("关于修路的通知"));
    assert_eq!(page.published.as_deref(), Some("2021-05-06"));
    let main = main_lines(&page);
    for kept in [
        "各村：",
        FIRST,
        SECOND,
        "某某县人民政府",
        "（此件公开发布）",
    ] {
        assert!(main.contains(&kept), "{kept}");
    }
    assert!(
        !main
            .iter()
            .any(|line| line.contains("网站地图") || line.contains("首页"))
    );
    assert_eq!(
        kind_of(&page, "主办：某某县人民政府办公室"),
        Some(ZoneKind::Navigation)
    );
}

#[test]
fn a_forum_thread_keeps_its_posts() {
    let post = |number: usize, text: &str| {
        format!(
            "<div id=post_{number}><table><tr><td class=pls><a href=u>用户{number}</a><br>注册会员<br>积分 12</td>
            <td class=plc><div class=pi>发表于 2020-1-2 03:04</div><div class=t_f id=postmessage_{number}>{text}</div></td></tr></table></div>"
        )
    };
    let page = extract(&format!(
        "<title>修路的事 - 村务讨论 - 某某论坛</title><div id=nv><ul>{}</ul></div><h1>修路的事</h1>{}{}{}
        <div class=pgs><a href=1>1</a><a href=2>2</a><a href=3>下一页</a></div><div id=ft>Powered by Discuz</div>",
        menu(),
        post(1, &format!("{FIRST}<br>{SECOND}")),
        post(2, THIRD),
        post(3, "支持楼主，路早就该修了，明天我也去帮忙。"),
    ));
    let main = main_lines(&page).join("\n");
    for kept in [FIRST, SECOND, THIRD, "支持楼主"] {
        assert!(main.contains(kept), "{kept}");
    }
    assert!(!main.contains("首页"));
    assert_eq!(page.title.as_deref(), Some("修路的事"));
}

#[test]
fn an_account_article_shown_by_script() {
    let page = extract(&format!(
        "<meta property='og:title' content='村里的路'><meta property='og:description' content='{FIRST}'><title></title>
        <div id=js_article class=rich_media><h1 class=rich_media_title>村里的路</h1>
        <div id=meta_content><span>原创</span> <span>王某</span> <a href=x>某某公众号</a> <em id=publish_time></em></div>
        <div class=rich_media_content id=js_content style='visibility: hidden; opacity: 0;'>
        <section><section><span>{FIRST}</span></section></section><section><p><span>{}</span><strong><span>{}</span></strong></p></section></div></div>
        <div style='display:none'>微信扫一扫</div>",
        &SECOND[..15],
        &SECOND[15..],
    ));
    assert_eq!(page.title.as_deref(), Some("村里的路"));
    let main = main_lines(&page);
    assert!(main.contains(&FIRST) && main.contains(&SECOND), "{main:?}");
    assert!(!page.text.contains("扫一扫"));
}

#[test]
fn small_pages_are_all_main_text() {
    for html in [
        format!("<p>{FIRST}</p>"),
        "<p>绿色发展</p>".to_owned(),
        "<h1>绿色发展</h1><a href=x>x</a>".to_owned(),
        "绿色发展<hr><address>某某</address>".to_owned(),
        "<title>标语</title><ul><li>绿色发展<li>共同富裕<li>实干兴邦</ul>".to_owned(),
        "<nav>绿色发展</nav>".to_owned(),
        "<div class='comment nav footer'><p>绿色发展</p></div>".to_owned(),
        "<form class=search>绿色发展</form>".to_owned(),
        "<table class=menu><tr><td>绿色发展</td></tr></table>".to_owned(),
    ] {
        let page = extract(&html);
        assert_eq!(page.zones, [], "{html}");
        assert!(!page.text.is_empty());
    }
}

#[test]
fn slogans_between_menus_are_kept() {
    let page = extract(&format!(
        "<title>宣传标语</title><div class=nav><ul>{}</ul></div>
        <div class=detail><h1>宣传标语</h1><p>绿色发展</p><p>共同富裕</p><p>实干兴邦</p><p>修好村里的路</p></div>
        <div class=footer><ul>{}</ul></div>",
        menu(),
        links(&["网站地图", "联系我们", "关于本站"]),
    ));
    assert_main(&page, &["绿色发展", "共同富裕", "实干兴邦", "修好村里的路"]);
}

#[test]
fn a_page_of_links_is_said_to_be_one() {
    let page = extract(&format!(
        "<title>要闻</title><ul>{}</ul>",
        links(&[
            "村里召开座谈会",
            "邻村也开了座谈会",
            "去年修路的经过",
            "路修好了以后"
        ])
    ));
    assert_eq!(page.problems, [PageProblem::LinkList]);
    assert_main(
        &page,
        &[
            "村里召开座谈会",
            "邻村也开了座谈会",
            "去年修路的经过",
            "路修好了以后",
        ],
    );
}

#[test]
fn text_with_many_links_and_misleading_classes_is_kept() {
    let linked = "<p>会议要求<a href=x>各村</a>把<a href=y>修路的安排</a>传达到每一户，并且落实到每一天。</p>";
    let page = extract(&format!(
        "<body class=has-sidebar><div class='main-nav-wrapper comment'><div class=share-content><p>{FIRST}</p>{linked}<p>{SECOND}</p></div></div>
        <div><ul>{}</ul></div></body>",
        menu()
    ));
    assert_main(
        &page,
        &[
            FIRST,
            "会议要求各村把修路的安排传达到每一户，并且落实到每一天。",
            SECOND,
        ],
    );
}

#[test]
fn links_without_an_end_do_not_swallow_the_text() {
    let page = extract(&format!(
        "<ul>{}</ul><div><p><a href=x>上面</p><p>{FIRST}</p></div><p>{SECOND}</p><p><a name=y>{THIRD}</p>",
        menu()
    ));
    assert_eq!(main_lines(&page), [FIRST, SECOND, THIRD]);
}

use super::*;

/// The settings of a command line, an environment and a file.
fn settings(said: &[(&'static str, &str)], says: &[(&str, &str)], file: &str) -> Settings {
    let said = said.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
    let says = |name: &str| {
        let mut says = says.iter();
        says.find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
    };
    Settings::of(&said, says, "config.toml", file.as_bytes())
}

#[test]
fn the_first_start_needs_no_file() {
    let settings = Settings::default();
    assert_eq!(settings.wrong, []);
    assert_eq!(settings.lang(), Lang::Vi);
    assert_eq!(settings.theme(), ("dark", false));
    assert_eq!(settings.depth(), Depth::Sixteen);
    assert_eq!(settings.listen().to_string(), "127.0.0.1:7878");
    assert_eq!(
        (settings.name(), settings.url(), settings.log()),
        ("", None, "warn")
    );
}

#[test]
fn the_command_line_goes_before_the_environment_and_that_before_the_file() {
    let file = "\ntheme = \"light\"";
    let variable = [("CHAIR_THEME", "hall")];
    let flag = [("theme", "high-contrast")];
    for (settings, value, source) in [
        (settings(&[], &[], ""), "dark", Source::Default),
        (settings(&[], &[], file), "light", Source::File(2)),
        (
            settings(&[], &variable, file),
            "hall",
            Source::Variable("CHAIR_THEME"),
        ),
        (
            settings(&flag, &variable, file),
            "high-contrast",
            Source::Flag("--theme"),
        ),
        // A variable that says nothing is none.
        (
            settings(&[], &[("CHAIR_THEME", "")], file),
            "light",
            Source::File(2),
        ),
    ] {
        assert_eq!(settings.value("theme"), (value, source));
    }
}

#[test]
fn auto_is_what_the_system_says_and_goes_after_the_file() {
    let says = [("LANG", "en_GB.UTF-8"), ("TERM", "xterm-256color")];
    let auto = settings(&[], &says, "");
    assert_eq!(auto.value("language"), ("en", Source::System("LANG")));
    assert_eq!(auto.value("colours"), ("256", Source::System("TERM")));
    let set = settings(&[], &says, "language = \"vi\"\ncolours = 16");
    assert_eq!((set.lang(), set.depth()), (Lang::Vi, Depth::Sixteen));
    let again = settings(&[("language", "auto")], &says, "language = \"vi\"");
    assert_eq!(again.lang(), Lang::En);
    // LC_ALL goes before LANG, and a language that is not spoken here is none.
    let french = settings(&[], &[("LC_ALL", "fr_FR.UTF-8"), ("LANG", "en_GB")], "");
    assert_eq!(french.value("language"), ("vi", Source::Default));
}

#[test]
fn typing_is_as_the_language_has_it_unless_somebody_says() {
    let says = [("LANG", "en_GB.UTF-8")];
    let english = settings(&[], &says, "");
    assert_eq!(english.value("typing"), ("off", Source::System("LANG")));
    assert_eq!(english.typing(), Typing::OFF);
    let vietnamese = settings(&[("language", "vi")], &says, "typing = \"auto\"");
    assert_eq!(
        vietnamese.value("typing"),
        ("telex", Source::Flag("--lang"))
    );
    assert_eq!(vietnamese.typing(), Typing::TELEX);
    let vni = settings(&[], &says, "typing = \"vni\"\ntones = \"new\"");
    let marks = crate::text::compose::Marks::New;
    assert_eq!(
        vni.typing(),
        Typing {
            marks,
            ..Typing::VNI
        }
    );
    let off = settings(&[("typing", "off")], &[], "typing = \"vni\"");
    assert_eq!(off.typing(), Typing::OFF);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_changes_nothing() {
    for (file, at, said) in [
        ("language = \"fr\"", "1:12", "auto, vi, en"),
        ("language = true", "1:12", "language = \"vi\""),
        ("\ncolours = 8", "2:11", "auto, true, 256, 16, none"),
        ("typing = \"telec\"", "1:10", "telex"),
        ("tones = 1", "1:9", "old, new"),
        ("colors = \"16\"", "1:1", "`colours`"),
        ("theme = \"\"", "1:9", "empty"),
        (
            "listen = \"everywhere\"",
            "1:10",
            "`listen = \"0.0.0.0:7878\"`",
        ),
        ("url = \"hop.example.vn\"", "1:7", "`url = \"http://"),
        ("log = \"a=b=c\"", "1:7", "`log = \"info\"`"),
        ("name = \"a\u{202e}b\"", "1:8", "U+202E"),
        ("theme = dark", "1:", "not TOML here"),
    ] {
        // The line after it is in force all the same.
        let settings = settings(&[], &[], &format!("{file}\ndata = \"/kept\""));
        let [wrong] = &settings.wrong[..] else {
            panic!("{file}: {:?}", settings.wrong);
        };
        let wrong = wrong.say(Lang::En);
        let place = format!("config.toml:{at}");
        assert!(
            wrong.starts_with(&place) && wrong.contains(said),
            "{file}\n{wrong}"
        );
        assert_eq!(settings.theme().0, "dark", "{file}");
        assert_eq!(settings.value("data").0, "/kept", "{file}");
    }
    let variable = settings(&[], &[("CHAIR_LISTEN", "here")], "listen = \"0.0.0.0:1\"");
    assert_eq!(variable.listen().to_string(), "0.0.0.0:1");
    let wrong = variable.warning().unwrap();
    assert!(wrong.starts_with("CHAIR_LISTEN: “here”"), "{wrong}");
}

#[test]
fn the_file_to_begin_with_changes_nothing_and_is_right_when_its_lines_are_made_to_count() {
    for lang in Lang::ALL {
        let file = to_begin_with(lang);
        let as_it_is = settings(&[], &[], &file);
        assert!(
            as_it_is
                .values
                .iter()
                .all(|(_, source)| *source == Source::Default)
        );
        let meant = file.replace("\n#", "\n").replace("\n ", "\n# ");
        let meant = settings(&[], &[], &meant);
        assert_eq!(meant.wrong, [], "{file}");
        for setting in SETTINGS {
            let (_, source) = meant.value(setting.name);
            let is_auto = setting.default == "auto";
            assert!(
                is_auto || matches!(source, Source::File(_)),
                "{}",
                setting.name
            );
        }
    }
}

#[test]
fn every_setting_has_a_text_and_examples_and_defaults_that_are_right() {
    for setting in SETTINGS {
        for lang in Lang::ALL {
            let key = format!("settings.about.{}", setting.name);
            assert_ne!(lang.text(&key), key);
        }
        let example = settings(&[], &[], setting.example);
        assert_eq!(
            example.value(setting.name).1,
            Source::File(1),
            "{}",
            setting.name
        );
        let default = setting.default;
        assert!(default.is_empty() || (setting.check)(setting.name, default).is_ok());
    }
}

#[test]
fn what_is_in_force_is_told_with_where_it_comes_from() {
    let said = [("theme", "hall")];
    let says = [
        ("CHAIR_NAME", "A \"B\""),
        ("LANG", "en_GB"),
        ("CHAIR_DATA", "/d"),
    ];
    let mut settings = settings(&said, &says, "listen = \"0.0.0.0:80\"\nfoo = 1");
    settings.path = Some(PathBuf::from("/nowhere/config.toml"));
    let mut out = vec![];
    in_force(&settings, &mut out).unwrap();
    insta::assert_snapshot!("in_force", String::from_utf8(out).unwrap());
    insta::assert_snapshot!("to_begin_with", to_begin_with(Lang::En));
}

#[test]
fn of_several_mistakes_the_first_is_told_with_where_they_all_are() {
    let broken = settings(
        &[],
        &[("LANG", "en")],
        "theme = \"\"\nbell = \"loud\"\nfoo = 1",
    );
    let warning = broken.warning().unwrap();
    assert!(warning.starts_with("config.toml:1:9:"), "{warning}");
    assert!(
        warning.ends_with("There are 3 mistakes in all: `chair config` shows them."),
        "{warning}"
    );
    let one = settings(&[], &[("LANG", "en")], "bell = \"loud\"");
    assert!(!one.warning().unwrap().contains("chair config"));
    let mut out = vec![];
    in_force(&broken, &mut out).unwrap();
    let told = String::from_utf8(out).unwrap();
    assert_eq!(told.matches('✗').count(), 3, "{told}");
}

#[test]
fn a_theme_that_is_not_there_is_told_with_its_place_and_what_is_worn_instead() {
    let theme = |said: &[(&'static str, &str)], says: &[(&str, &str)], file: &str| {
        let mut settings = settings(said, says, file);
        settings.path = Some(PathBuf::from("/home/a/config.toml"));
        let (name, known) = ("drak".to_owned(), vec!["dark".to_owned()]);
        let settings = settings.without_theme(NoTheme::Unknown { name, known });
        let mut out = vec![];
        in_force(&settings, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let told = theme(&[], &[("LANG", "en")], "\ntheme = \"drak\"");
    let line = told
        .lines()
        .find(|line| line.starts_with("theme = "))
        .unwrap();
    assert!(
        line.starts_with("theme = \"dark\"") && line.ends_with("# default"),
        "{told}"
    );
    let wrong = "✗ /home/a/config.toml:2: There is no theme drak. Choose one of: dark. \
                 The console looks as `dark` instead.";
    assert!(told.contains(wrong), "{told}");
    let told = theme(&[], &[("LANG", "en"), ("CHAIR_THEME", "drak")], "");
    assert!(told.contains("✗ CHAIR_THEME: There is no theme"), "{told}");
    let told = theme(&[("theme", "drak")], &[("LANG", "en")], "");
    assert!(told.contains("✗ --theme: There is no theme"), "{told}");
}

#[test]
fn what_belongs_into_the_other_file_is_sent_there() {
    let misplaced = settings(
        &[],
        &[("LANG", "en")],
        "[everywhere]\n\"n\" = \"floor.next\"",
    );
    let wrong = misplaced.warning().unwrap();
    assert!(
        wrong.contains("`everywhere` belongs into the file `keys.toml`"),
        "{wrong}"
    );
    // The keys know every setting, but for the one that is called like a table of theirs.
    let known = crate::console::keymap::SETTINGS.names();
    let mut known: Vec<_> = known.chain(["typing"]).collect();
    let mut all: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
    known.sort_unstable();
    all.sort_unstable();
    assert_eq!(known, all);
}

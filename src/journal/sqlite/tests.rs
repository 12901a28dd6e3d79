use std::fs;
use std::path::Path;

use super::*;
use crate::journal::flaw::Flaw;
use crate::journal::testing;
use crate::journal::{Access, Served, Store, served};
use crate::session::poll::{ChoiceNo, Vote};
use crate::session::{DelegateId, DocumentId, Role};

fn opened(dir: &Path) -> Store {
    Store::open(dir).unwrap()
}

fn expected(name: &str) -> Kept {
    Kept {
        id: testing::number(name),
        ..testing::kept(0)
    }
}

#[test]
fn where_a_hub_is_reached_is_known_for_as_long_as_it_writes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    assert_eq!(served(dir), Served::No);
    let store = Store::open(dir).unwrap();
    assert_eq!(served(dir), Served::Somewhere);
    store.note_address("http://10.0.0.5:7878").unwrap();
    store.note_address("http://10.0.0.5:80").unwrap();
    assert_eq!(served(dir), Served::At("http://10.0.0.5:80".to_owned()));
    assert!(
        Store::open_read_only(dir)
            .unwrap()
            .note_address("x")
            .is_err()
    );
    drop(store);
    assert_eq!(served(dir), Served::No);
    // Another has not said it yet, whatever stood there before.
    let _another = Store::open(dir).unwrap();
    assert_eq!(served(dir), Served::Somewhere);
}

#[test]
fn what_was_appended_is_there_after_the_store_was_closed() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("new").join("data");
    let (records, sealed) = testing::meeting();
    {
        let store = opened(&place);
        testing::create(&store, "a");
        let mut journal = store.journal("a").unwrap();
        for record in &records[1..] {
            journal.append(std::slice::from_ref(record), &[]).unwrap();
        }
        for ballot in &sealed {
            journal.append(&[], std::slice::from_ref(ballot)).unwrap();
        }
        assert_eq!(journal.load().unwrap(), expected("a"));
    }
    let store = opened(&place);
    let mut journal = store.journal("a").unwrap();
    assert_eq!(journal.load().unwrap(), expected("a"));
    assert_eq!(
        store.document("a", DocumentId(1)).unwrap().as_deref(),
        Some(testing::DOCUMENT)
    );
    assert_eq!(store.document("a", DocumentId(2)).unwrap(), None);
}

#[test]
fn many_sessions_live_in_one_file() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    let records = testing::records();
    testing::create(&store, "a");
    testing::create(&store, "b");
    let (mut a, mut b) = (store.journal("a").unwrap(), store.journal("b").unwrap());
    for record in &records[1..4] {
        a.append(std::slice::from_ref(record), &[]).unwrap();
        b.append(std::slice::from_ref(record), &[]).unwrap();
    }
    a.append(&records[4..6], &[]).unwrap();
    assert_eq!(a.load().unwrap().records, records[..6]);
    assert_eq!(b.load().unwrap().records, records[..4]);
    let sessions = store.sessions().unwrap();
    let told: Vec<_> = sessions.iter().map(|s| (&*s.name, s.records)).collect();
    assert_eq!(told, [("a", 6), ("b", 4)]);
    assert_eq!(sessions[1].title, "Họp giao ban tháng 11");
    assert_eq!(sessions[1].journal, b.load().unwrap().id);

    let again = store.create("a", uuid::Uuid::from_u128(9), &records[0], &[], &[]);
    assert_eq!(again, Err(StoreError::Exists { name: "a".into() }));
    let none = store.journal("c").unwrap_err();
    assert_eq!(none, StoreError::NoSession { name: "c".into() });
}

#[test]
fn access_can_be_added() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::create(&store, "a");
    let late = Access {
        role: Role::Delegate,
        delegate: Some(DelegateId(6)),
        token: "K7QM-3XPD-9TRW".into(),
    };
    store.add_access("a", std::slice::from_ref(&late)).unwrap();
    let access = store.access("a").unwrap();
    assert_eq!(access.len(), 2);
    assert_eq!(access[0].role, Role::Chair);
    assert_eq!(access[1], late);
    assert!(!format!("{late:?}").contains("K7QM"));
    assert!(
        store.add_access("a", &[late]).is_err(),
        "the same token twice"
    );
}

#[test]
fn nobody_else_opens_a_directory_that_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::create(&store, "a");
    let Err(error) = Store::open(dir.path()) else {
        panic!("opened twice");
    };
    assert!(matches!(error, StoreError::InUse { .. }));
    let text = error.to_string();
    assert!(text.contains(&dir.path().display().to_string()) && text.contains("--data"));
    // A journal outlives its store, and the lock with it.
    let mut journal = store.journal("a").unwrap();
    drop(store);
    assert!(Store::open(dir.path()).is_err());
    journal.append(&testing::records()[1..2], &[]).unwrap();
    drop(journal);
    assert!(Store::open(dir.path()).is_ok());
}

#[test]
fn it_can_be_read_while_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(
        Store::open_read_only(dir.path()),
        Err(StoreError::Missing { .. })
    ));
    let store = opened(dir.path());
    testing::create(&store, "a");
    let reader = Store::open_read_only(dir.path()).unwrap();
    assert_eq!(reader.log("a").unwrap().len(), 1);
    let records = testing::records();
    let mut journal = store.journal("a").unwrap();
    journal.append(&records[1..3], &[]).unwrap();
    assert_eq!(reader.log("a").unwrap().len(), 3);
    let mut read_only = reader.journal("a").unwrap();
    assert_eq!(read_only.load().unwrap().records, records[..3]);
    assert!(read_only.append(&records[3..4], &[]).is_err());

    // What was left behind when everything stopped at once: the log was never taken in.
    let crashed = tempfile::tempdir().unwrap();
    for file in ["chair.sqlite3", "chair.sqlite3-wal"] {
        fs::copy(dir.path().join(file), crashed.path().join(file)).unwrap();
    }
    let left = Store::open_read_only(crashed.path()).unwrap();
    assert_eq!(left.log("a").unwrap().len(), 3);
    let mut reopened = opened(crashed.path()).journal("a").unwrap();
    assert_eq!(reopened.load().unwrap().records, records[..3]);
    reopened.append(&records[3..4], &[]).unwrap();

    drop((store, journal, reader, read_only));
    assert_eq!(
        Store::open_read_only(dir.path())
            .unwrap()
            .log("a")
            .unwrap()
            .len(),
        3
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("data");
    let store = opened(&place);
    testing::create(&store, "a");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place), 0o700);
    for entry in fs::read_dir(&place).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_full_disk_leaves_the_journal_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::create(&store, "a");
    let (records, sealed) = testing::meeting();
    let mut journal = store.journal("a").unwrap();
    journal.append(&records[1..3], &[]).unwrap();

    let limit = |journal: &SqliteJournal, pages: i64| {
        let connection = &journal.connection;
        connection
            .pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0))
            .unwrap();
    };
    limit(&journal, 1);
    assert_eq!(
        journal.append(&records[3..], &sealed),
        Err(JournalError::Full)
    );
    let before = journal.load().unwrap();
    assert_eq!(before.records, records[..3]);
    assert_eq!(before.sealed, SealedBallots::default());

    limit(&journal, 1_000_000);
    journal.append(&records[3..], &sealed).unwrap();
    assert_eq!(journal.load().unwrap(), expected("a"));
    store.verify("a").unwrap();
}

#[test]
fn a_record_and_its_ballot_are_kept_together_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::create(&store, "a");
    let (records, sealed) = testing::meeting();
    let mut journal = store.journal("a").unwrap();
    // Only the writing of the sum fails, after that of the record.
    let trouble = "CREATE TRIGGER trouble BEFORE INSERT ON sealed
        BEGIN SELECT raise(ABORT, 'trouble'); END";
    store.raw().execute_batch(trouble).unwrap();
    assert!(journal.append(&records[1..3], &sealed).is_err());
    assert_eq!(journal.load().unwrap().records, records[..1]);
    store.raw().execute_batch("DROP TRIGGER trouble").unwrap();
    journal.append(&records[1..], &sealed).unwrap();
    assert_eq!(journal.load().unwrap(), expected("a"));
}

#[test]
fn a_wrong_number_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::create(&store, "a");
    let records = testing::records();
    let mut journal = store.journal("a").unwrap();
    for wrong in [
        &records[..1],
        &records[2..3],
        &[records[1].clone(), records[1].clone()],
    ] {
        let error = journal.append(wrong, &[]).unwrap_err();
        assert!(matches!(error, JournalError::Broken(_)), "{error}");
    }
    assert_eq!(journal.load().unwrap().records, records[..1]);
}

#[test]
fn after_a_lost_write_nothing_more_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::create(&store, "a");
    let records = testing::records();
    let mut journal = store.journal("a").unwrap();
    let read_only = |journal: &SqliteJournal, on: bool| {
        journal
            .connection
            .pragma_update(None, "query_only", on)
            .unwrap();
    };
    read_only(&journal, true);
    let lost = journal.append(&records[1..2], &[]).unwrap_err();
    assert!(matches!(lost, JournalError::Lost { .. }), "{lost}");
    read_only(&journal, false);
    assert_eq!(journal.append(&records[1..2], &[]), Err(lost));
    drop(journal);
    let mut journal = store.journal("a").unwrap();
    journal.append(&records[1..2], &[]).unwrap();
}

#[test]
fn a_tampered_row_is_found_at_its_record() {
    let changes = [
        (
            "UPDATE records SET json = replace(json, 'hall', 'hold') WHERE seq = 4",
            4,
        ),
        ("UPDATE records SET json = substr(json, 2) WHERE seq = 7", 7),
        ("UPDATE records SET json = json || ' ' WHERE seq = 8", 8),
        ("UPDATE records SET hash = zeroblob(32) WHERE seq = 9", 9),
        ("UPDATE records SET at = at + 1 WHERE seq = 10", 10),
        ("UPDATE records SET cause = NULL WHERE seq = 11", 11),
        ("DELETE FROM records WHERE seq = 12", 12),
        ("UPDATE records SET seq = 1000 WHERE seq = 13", 13),
    ];
    for (change, seq) in changes {
        let dir = tempfile::tempdir().unwrap();
        let store = opened(dir.path());
        testing::keep(&store, "a");
        assert_eq!(store.raw().execute(change, []), Ok(1), "{change}");
        let error = store.journal("a").unwrap().load().unwrap_err();
        let JournalError::Broken(Flaw { seq: found, .. }) = &error else {
            panic!("{change}: {error}");
        };
        assert_eq!(*found, Seq(seq), "{change}: {error}");
        assert_eq!(store.verify("a"), Err(error.into()));
    }
}

#[test]
fn sums_and_documents_are_verified_too() {
    for (change, said) in [
        (
            "UPDATE sealed SET millionths = millionths + 1 WHERE choice = 0",
            "result",
        ),
        (
            "UPDATE documents SET bytes = x'00'",
            "documents/bao-cao.txt",
        ),
        ("DELETE FROM documents", "documents/bao-cao.txt"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let store = opened(dir.path());
        testing::keep(&store, "a");
        store.verify("a").unwrap();
        store.raw().execute(change, []).unwrap();
        let error = store.verify("a").unwrap_err().to_string();
        assert!(error.contains(said), "{change}: {error}");
    }
}

#[test]
fn a_file_cut_in_half_gives_a_clear_error() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::keep(&store, "a");
    drop(store);
    let file = dir.path().join("chair.sqlite3");
    let bytes = fs::read(&file).unwrap();
    for keep in [bytes.len() / 2, bytes.len() / 2 + 77, 100, 10] {
        fs::write(&file, &bytes[..keep]).unwrap();
        let loaded = opened_and_loaded(dir.path());
        let error = loaded.expect_err("half a file cannot be whole").to_string();
        assert!(error.contains("chair verify"), "{keep}: {error}");
    }
    fs::write(&file, "not a database, but a page of text. ".repeat(100)).unwrap();
    assert!(opened_and_loaded(dir.path()).is_err());
    fs::write(&file, &bytes).unwrap();
    assert_eq!(opened_and_loaded(dir.path()).unwrap(), expected("a"));
}

#[test]
fn a_damaged_page_is_found_and_what_stands_before_it_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::keep(&store, "a");
    drop(store);
    let file = dir.path().join("chair.sqlite3");
    let bytes = fs::read(&file).unwrap();
    let size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let mut unreadable = 0;
    for page in 1..bytes.len() / size {
        let mut damaged = bytes.clone();
        damaged[page * size..(page + 1) * size].fill(0xa5);
        fs::write(&file, damaged).unwrap();
        match opened_and_loaded(dir.path()) {
            // A page of documents or tokens.
            Ok(kept) => assert_eq!(kept, expected("a")),
            Err(StoreError::Journal(JournalError::Broken(flaw))) => {
                assert!(matches!(flaw.what, What::Unreadable { .. }), "{flaw}");
                unreadable += usize::from(flaw.seq > Seq(1));
            }
            Err(error) => assert!(error.to_string().contains("chair verify"), "{error}"),
        }
    }
    assert!(unreadable > 0);
}

fn opened_and_loaded(dir: &Path) -> Result<Kept, StoreError> {
    Ok(Store::open(dir)?.journal("a")?.load()?)
}

#[test]
fn files_of_others_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("chair.sqlite3");
    Connection::open(&file)
        .unwrap()
        .execute_batch("CREATE TABLE birds (name TEXT)")
        .unwrap();
    let before = fs::read(&file).unwrap();
    let foreign = Store::open(dir.path()).err().unwrap();
    assert!(matches!(foreign, StoreError::Foreign { .. }), "{foreign}");
    assert_eq!(fs::read(&file).unwrap(), before);

    fs::remove_file(&file).unwrap();
    drop(opened(dir.path()));
    let connection = Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 3).unwrap();
    drop(connection);
    for newer in [Store::open(dir.path()), Store::open_read_only(dir.path())] {
        let newer = newer.err().unwrap();
        assert!(
            matches!(newer, StoreError::Newer { found: 3, .. }),
            "{newer}"
        );
    }
}

/// What stands in `sealed`, and what kind of text or number it is.
fn sealed_column(dir: &Path) -> Vec<(String, String)> {
    let connection = Connection::open(dir.join("chair.sqlite3")).unwrap();
    let mut select = connection
        .prepare("SELECT CAST(choice AS TEXT), typeof(choice) FROM sealed ORDER BY 1")
        .unwrap();
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_file_of_the_first_version_is_read_as_it_is_and_brought_up_to_date_to_be_written() {
    let dir = tempfile::tempdir().unwrap();
    testing::keep(&opened(dir.path()), "a");
    let connection = Connection::open(dir.path().join("chair.sqlite3")).unwrap();
    let back = "ALTER TABLE sealed RENAME TO sealed_2;
        CREATE TABLE sealed (
            session INTEGER NOT NULL REFERENCES sessions (id),
            poll INTEGER NOT NULL,
            choice INTEGER NOT NULL,
            millionths INTEGER NOT NULL,
            PRIMARY KEY (session, poll, choice)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO sealed SELECT session, poll, CAST(choice AS INTEGER), millionths FROM sealed_2;
        DROP TABLE sealed_2;
        PRAGMA user_version = 1;";
    connection.execute_batch(back).unwrap();
    drop(connection);
    let number = |choice: &str| (choice.to_owned(), "integer".to_owned());
    assert_eq!(sealed_column(dir.path()), ["0", "1"].map(number));

    let store = Store::open_read_only(dir.path()).unwrap();
    assert_eq!(store.journal("a").unwrap().load().unwrap(), expected("a"));
    drop(store);
    assert_eq!(sealed_column(dir.path()), ["0", "1"].map(number));

    let store = opened(dir.path());
    let mut journal = store.journal("a").unwrap();
    let mut kept = expected("a");
    assert_eq!(journal.load().unwrap(), kept);
    let ranks = [vec![ChoiceNo(1)], vec![ChoiceNo(0), ChoiceNo(2)]];
    let ballot = SealedBallot {
        poll: PollId(9),
        vote: Vote::new(ranks),
        weight: Weight::ONE,
    };
    journal.append(&[], std::slice::from_ref(&ballot)).unwrap();
    kept.sealed.add(ballot);
    assert_eq!(journal.load().unwrap(), kept);
    let text = |choice: &str| (choice.to_owned(), "text".to_owned());
    let expected = ["0", "1", "[[1],[0,2]]"].map(text);
    assert_eq!(sealed_column(dir.path()), expected);
    drop((journal, store));
    assert_eq!(
        sealed_column(dir.path()),
        expected,
        "a second opening changes nothing"
    );
}

#[test]
fn the_trail_of_secret_votes_can_be_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let store = opened(dir.path());
    testing::keep(&store, "a");
    let log = dir.path().join("chair.sqlite3-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0);
    store.checkpoint().unwrap();
    assert!(fs::metadata(&log).unwrap().len() > 0);
    store.forget_trail().unwrap();
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
    assert_eq!(store.journal("a").unwrap().load().unwrap(), expected("a"));

    // Somebody who is still reading is waited for, for a short time, and then said to be there.
    let mut journal = store.journal("a").unwrap();
    let ballot = SealedBallot {
        poll: PollId(9),
        vote: ChoiceNo(0).into(),
        weight: Weight::ONE,
    };
    journal.append(&[], std::slice::from_ref(&ballot)).unwrap();
    let reader = store.journal("a").unwrap();
    reader
        .connection
        .execute_batch("BEGIN; SELECT count(*) FROM records;")
        .unwrap();
    journal.append(&[], &[ballot]).unwrap();
    assert_eq!(store.forget_trail(), Err(JournalError::Busy.into()));
    reader.connection.execute_batch("COMMIT").unwrap();
    store.forget_trail().unwrap();
}

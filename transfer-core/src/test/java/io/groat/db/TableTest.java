package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private record Wallet(long id, String owner, long coins) {}

    private static final Table<Wallet> WALLETS = new Table<>("wallets");
    private static final Column ID = WALLETS.key("id", (values, wallet) -> values.number(wallet.id()));
    private static final Column OWNER = WALLETS.fixed("owner", (values, wallet) -> values.text(wallet.owner()));
    private static final Column COINS = WALLETS.changing("coins", (values, wallet) -> values.number(wallet.coins()));
    private static final Column NOTE = WALLETS.left("note");

    private static final List<Wallet> TWO = List.of(new Wallet(1, "alice", 10), new Wallet(2, "b'ob", -3));

    @Test
    void selectsAllColumnsInTheOrderOfTheirPlaces() {
        assertThat(WALLETS.select()).isEqualTo("SELECT id, owner, coins, note FROM wallets");
        assertThat(WALLETS.selectThrough(OWNER)).isEqualTo("SELECT id, owner FROM wallets");
        assertThat(WALLETS.columnsOf("w")).isEqualTo("w.id, w.owner, w.coins, w.note");
        assertThat(List.of(ID, OWNER, COINS, NOTE)).extracting(Column::place).containsExactly(0, 1, 2, 3);
    }

    @Test
    void insertsAllRowsAtOnceWithoutWhatIsLeftToTheDatabase() {
        assertThat(WALLETS.insert(TWO))
                .isEqualTo("INSERT INTO wallets (id, owner, coins) VALUES (1,'alice',10),(2,_utf8mb4 0x62276f62,-3)");
        assertThat(WALLETS.insertIgnore(TWO)).startsWith("INSERT IGNORE INTO wallets (id, owner, coins) VALUES (1,");
        assertThat(WALLETS.insertBound(false)).isEqualTo("INSERT INTO wallets (id, owner, coins) VALUES (?, ?, ?)");
    }

    @Test
    void updatesWhatChangesByTheKey() {
        assertThat(WALLETS.update(TWO))
                .isEqualTo("UPDATE (VALUES ROW(1,10),ROW(2,-3)) AS n (id, coins)"
                        + " STRAIGHT_JOIN wallets t ON t.id = n.id SET t.coins = n.coins");
        assertThatThrownBy(() -> new Table<Wallet>("fixed").update(TWO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsRowsOfAnotherTableUnderItsOwnNames() {
        assertThat(WALLETS.columnsWith(Map.of("coins", "0"))).isEqualTo("id, owner, 0, note");
        assertThatThrownBy(() -> WALLETS.columnsWith(Map.of("cions", "0")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

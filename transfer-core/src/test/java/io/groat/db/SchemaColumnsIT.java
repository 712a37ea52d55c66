package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountRows;
import io.groat.beneficiary.BeneficiaryRows;
import io.groat.casework.MoneyCaseRows;
import io.groat.dispute.DisputeRows;
import io.groat.engine.TestCluster;
import io.groat.hold.HoldRows;
import io.groat.hold.IncrementRows;
import io.groat.infra.testservers.TestServers;
import io.groat.ledger.EntryRows;
import io.groat.ledger.HeldRows;
import io.groat.order.GatewayEventRows;
import io.groat.order.GatewayPaymentRows;
import io.groat.order.OrderRows;
import io.groat.outbox.OutboxRows;
import io.groat.payout.DestinationRows;
import io.groat.payout.PayoutRows;
import io.groat.rule.RuleRows;
import io.groat.rule.UsageRows;
import io.groat.settlement.SettledItemRows;
import io.groat.settlement.SettlementRowRows;
import io.groat.settlement.SettlementRows;
import io.groat.transfer.InboundRows;
import io.groat.transfer.RefundTotalRows;
import io.groat.transfer.TransferRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes of rows and the migrated schema name the same columns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaColumnsIT {

    /** Small tables of one or two statements, which stand in the class that has them. */
    private static final Set<String> WITHOUT_ROWS =
            Set.of("shard_identity", "shard_map", "relay_lease", "flyway_schema_history");

    /** Those of shard-router, which has a test like this one. */
    private static final Set<String> OF_THE_ROUTER =
            Set.of("api_keys", "audit_head", "audit_log", "users", "identity_claims", "identifiers", "recovery_codes");

    private TestCluster cluster;
    private final Map<String, Set<String>> schema = new TreeMap<>();

    static Stream<Table<?>> tables() {
        return Stream.of(
                AccountRows.TABLE,
                TransferRows.TABLE,
                InboundRows.TABLE,
                RefundTotalRows.TABLE,
                HoldRows.TABLE,
                IncrementRows.TABLE,
                HeldRows.TABLE,
                RuleRows.TABLE,
                UsageRows.TABLE,
                BeneficiaryRows.TABLE,
                OrderRows.TABLE,
                GatewayPaymentRows.TABLE,
                GatewayEventRows.TABLE,
                PayoutRows.TABLE,
                DestinationRows.TABLE,
                DisputeRows.TABLE,
                SettlementRows.TABLE,
                SettlementRowRows.TABLE,
                SettledItemRows.TABLE,
                MoneyCaseRows.TABLE,
                EntryRows.TABLE,
                OutboxRows.TABLE);
    }

    @BeforeAll
    void readSchema() throws SQLException {
        cluster = TestCluster.fresh();
        try (Connection connection = TestServers.mysqlShards().get(0).connect();
                PreparedStatement columns = connection.prepareStatement(
                        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ?")) {
            columns.setString(1, cluster.database());
            try (ResultSet rows = columns.executeQuery()) {
                while (rows.next()) {
                    schema.computeIfAbsent(rows.getString(1), table -> new TreeSet<>())
                            .add(rows.getString(2));
                }
            }
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableHasTheColumnsOfItsClassAndNoOther(Table<?> table) {
        assertThat(table.columns().stream().map(Column::name))
                .as("columns of %s: its class here, the schema there", table.name())
                .containsExactlyInAnyOrderElementsOf(schema.getOrDefault(table.name(), Set.of()));
    }

    @Test
    void everyTableIsAccountedFor() {
        Set<String> known = new TreeSet<>(WITHOUT_ROWS);
        known.addAll(OF_THE_ROUTER);
        tables().map(Table::name).forEach(known::add);

        assertThat(schema.keySet()).isEqualTo(known);
    }
}

package io.groat.engine;

import io.groat.account.AccountStore;
import io.groat.casework.CaseStore;
import io.groat.db.ShardDatabase;
import io.groat.dispute.DisputeStore;
import io.groat.hold.HoldStore;
import io.groat.lane.PostingLane;
import io.groat.ledger.StatementStore;
import io.groat.order.GatewayInbox;
import io.groat.order.OrderStore;
import io.groat.outbox.OutboxWriter;
import io.groat.payout.DestinationStore;
import io.groat.payout.PayoutStore;
import io.groat.rule.RuleStore;
import io.groat.settlement.SettledStore;
import io.groat.settlement.SettlementStore;
import io.groat.transfer.TransferStore;

/** One shard, with all that works on it. */
public record Shard(
        ShardDatabase database,
        PostingLane lane,
        AccountStore accounts,
        TransferStore transfers,
        StatementStore statements,
        HoldStore holds,
        RuleStore rules,
        OrderStore orders,
        GatewayInbox inbox,
        PayoutStore payouts,
        DestinationStore destinations,
        DisputeStore disputes,
        SettlementStore settlements,
        SettledStore settled,
        CaseStore cases) {

    /** @param published told after each commit past the lane that wrote events; may not wait */
    public Shard(ShardDatabase database, PostingLane lane, Runnable published) {
        this(database, lane, new OutboxWriter(database, published));
    }

    private Shard(ShardDatabase database, PostingLane lane, OutboxWriter outbox) {
        this(
                database,
                lane,
                new AccountStore(database),
                new TransferStore(database),
                new StatementStore(database),
                new HoldStore(database),
                new RuleStore(database),
                new OrderStore(database, outbox),
                new GatewayInbox(database),
                new PayoutStore(database, outbox),
                new DestinationStore(database),
                new DisputeStore(database, outbox),
                new SettlementStore(database),
                new SettledStore(database),
                new CaseStore(database));
    }

    public int number() {
        return database.shard();
    }
}

package io.groat.posting;

import static io.groat.posting.ShardText.NOW;

import io.groat.account.AccountIdentity;
import io.groat.hold.Hold;
import io.groat.refusal.Refused;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.rule.Usage;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard whose rules of money a test makes: its accounts are of wallet type {@code main}. */
abstract class RuledShard {

    final ShardText text = new ShardText();
    final List<StoredRule> rules = new ArrayList<>();
    private int keys;

    final Transfer refund(Transfer paid, @Nullable Long amount) {
        return decided(text.shard.commit(
                NOW,
                new Refund(
                        ShardText.newTransferId(),
                        "refund-" + keys++,
                        paid,
                        amount,
                        TransferKind.REFUND,
                        TransferNote.NONE)));
    }

    final void wallet(String rule) {
        rule(StoredRule.Kind.WALLET, "main", rule);
    }

    final void dayLimit(long max) {
        wallet("\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": " + max + "}]");
    }

    final void transactionType(String name, String rule) {
        rule(StoredRule.Kind.TRANSACTION, name, rule);
    }

    final void rule(StoredRule.Kind kind, String name, String rule) {
        int version = 1
                + (int) rules.stream()
                        .filter(one -> one.kind() == kind && one.name().equals(name))
                        .count();
        rules.add(StoredRule.of(kind, name, version, "{\"title\": \"T\", " + rule + "}", NOW, "admin"));
        text.shard.under(new RuleBook(rules));
    }

    final InitiateAnswer pay(AccountIdentity from, @Nullable AccountIdentity to, long amount) {
        return text.shard.commit(NOW, new Initiate(order(from, to, amount)));
    }

    final TransferOrder order(AccountIdentity from, @Nullable AccountIdentity to, long amount) {
        return ShardText.order("key-" + keys++, from, to, amount);
    }

    final HoldAnswer authorize(AccountIdentity from, AccountIdentity to, long amount) {
        return text.shard.commit(
                NOW, new Authorize(order(from, to, amount), Verdict.PASS, null, Duration.ofDays(7), null));
    }

    final long used() {
        return used("day");
    }

    final long used(String limit) {
        return text.shard.usages().stream()
                .filter(usage -> usage.limit().equals(limit))
                .mapToLong(Usage::amountMinor)
                .sum();
    }

    final long movements(String limit) {
        return text.shard.usages().stream()
                .filter(usage -> usage.limit().equals(limit))
                .mapToLong(Usage::movements)
                .sum();
    }

    static Hold stands(HoldAnswer answer) {
        return ((HoldAnswer.Stands) answer).hold();
    }

    static Refused refused(HoldAnswer answer) {
        return ((HoldAnswer.TurnedDown) answer).refused();
    }

    static Transfer decided(InitiateAnswer answer) {
        return ((InitiateAnswer.Decided) answer).transfer();
    }

    static String written(InitiateAnswer answer) {
        Transfer transfer = decided(answer);
        return transfer.status() + (transfer.reason() == null ? "" : " " + transfer.reason());
    }
}

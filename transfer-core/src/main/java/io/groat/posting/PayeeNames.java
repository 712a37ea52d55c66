package io.groat.posting;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.beneficiary.Beneficiary;
import io.groat.hold.Hold;
import io.groat.transfer.TransferOrder;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By which names a payee may be among a payer's beneficiaries: their account, then their user. Where the payee's shard could
 * not be asked it is the name alone by which they are paid.
 */
record PayeeNames(String payerUser, Set<String> names) {

    static PayeeNames of(TransferOrder order) {
        AccountIdentity payee = order.payee();
        return of(
                order.payer().userId(),
                order.payeeRef(),
                payee == null ? null : payee.id(),
                payee == null ? null : payee.userId());
    }

    static PayeeNames of(Hold hold) {
        return of(hold.payerUser(), hold.payeeRef(), hold.payeeAccount(), hold.payeeUser());
    }

    private static PayeeNames of(String payerUser, AccountRef ref, @Nullable UUID account, @Nullable String user) {
        Set<String> names = new LinkedHashSet<>();
        if (account != null) {
            names.add(account.toString());
        }
        if (user != null) {
            names.add(user);
        }
        names.add(ref.text());
        return new PayeeNames(payerUser, names);
    }

    /** What has to be seen of them for a payment of that type. */
    void needs(BatchNeeds needs, String transactionType, UUID payerAccount) {
        needs.beneficiary(transactionType, payerAccount, payerUser, names);
    }

    /** The beneficiary that the payee is, the one that names them closest. */
    Optional<Beneficiary> find(BatchState state) {
        return names.stream()
                .flatMap(name -> state.beneficiary(payerUser, name).stream())
                .findFirst();
    }
}

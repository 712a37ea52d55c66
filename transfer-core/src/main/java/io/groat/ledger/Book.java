package io.groat.ledger;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The locked accounts of one batch, and what the batch does to them. Rules are for the callers to check
 * first; the book is the last guard and throws on anything that would break it: a movement that doesn't sum to
 * zero, a user's account below what is held but for its credit, a sum past 64 bits, an account it doesn't hold. Such a throw is
 * broken code, and leaves the book as it was.
 *
 * <p>Not thread-safe: a batch is decided by one thread.
 */
public final class Book {

    private final Map<UUID, Account> accounts = new HashMap<>();
    private final Map<UUID, Account> opened = new LinkedHashMap<>();
    private final Set<UUID> changed = new LinkedHashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<UUID, Long> heldBefore = new LinkedHashMap<>();
    private final Instant now;

    /** @param now the batch's time, in microseconds at the finest */
    public Book(Collection<Account> locked, Instant now) {
        locked.forEach(account -> accounts.put(account.id(), account));
        this.now = now;
    }

    /** The account as the batch has left it so far. */
    public Optional<Account> find(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** Adds an account that this batch opens, before any of its entries. */
    public void open(Account account) {
        if (accounts.putIfAbsent(account.id(), account) != null) {
            throw new IllegalStateException("account " + account.id() + " is in the book already");
        }
        opened.put(account.id(), account);
    }

    /** Sets an account's status. */
    public void changeStatus(UUID id, AccountStatus status) {
        Account account = get(id);
        if (!account.status().mayBecome(status)) {
            throw new IllegalStateException("a " + account.status() + " account can't become " + status);
        }
        if (status == AccountStatus.CLOSED && account.postedMinor() != 0) {
            throw new IllegalStateException("account " + id + " can't close with a balance");
        }
        put(account.withStatus(status, after(account.updatedAt())));
    }

    /** Reserves part of what the account has available; nothing moves. */
    public void hold(UUID id, long amountMinor) {
        Account account = get(id);
        if (amountMinor <= 0 || account.availableMinor() < amountMinor) {
            throw new IllegalStateException("account " + id + " can't hold " + amountMinor);
        }
        putHeld(account, account.heldMinor() + amountMinor);
    }

    /**
     * Reserves what came back and was reserved before it left: beside what the account has drawn on credit since, of which
     * it is no part.
     */
    public void holdAgain(UUID id, long amountMinor) {
        Account account = get(id);
        if (amountMinor <= 0 || account.postedMinor() - account.heldMinor() < amountMinor - account.creditMinor()) {
            throw new IllegalStateException("account " + id + " can't hold " + amountMinor + " again");
        }
        putHeld(account, account.heldMinor() + amountMinor);
    }

    /** Ends a reservation of that much. */
    public void release(UUID id, long amountMinor) {
        Account account = get(id);
        if (amountMinor <= 0 || account.heldMinor() < amountMinor) {
            throw new IllegalStateException("account " + id + " does not hold " + amountMinor);
        }
        putHeld(account, account.heldMinor() - amountMinor);
    }

    /** Lets the account go that far below zero, in minor units. */
    public void allowCredit(UUID id, long creditMinor) {
        Account account = get(id);
        if (creditMinor < 0 || account.postedMinor() < account.heldMinor() - creditMinor) {
            throw new IllegalStateException("account " + id + " is further below zero than " + creditMinor);
        }
        if (account.creditMinor() != creditMinor) {
            put(account.withCredit(creditMinor, later(account.updatedAt())));
        }
    }

    private void putHeld(Account account, long heldMinor) {
        heldBefore.putIfAbsent(account.id(), account.heldMinor());
        put(account.withHeld(heldMinor, after(account.updatedAt())));
    }

    /** Whether the account's balance stays within 64 bits if it moves by that much. */
    public boolean fits(UUID id, long amountMinor) {
        long posted = get(id).postedMinor();
        long sum = posted + amountMinor;
        return ((posted ^ sum) & (amountMinor ^ sum)) >= 0;
    }

    /** Writes one movement: an entry a posting, each account's balance moved by it. */
    public void post(UUID movementId, EntryKind kind, Posting... postings) {
        List<Account> after = new ArrayList<>(postings.length);
        long sum = 0;
        for (Posting posting : postings) {
            sum = Math.addExact(sum, posting.amountMinor());
            after.add(moved(get(posting.accountId()), posting.amountMinor()));
        }
        requireBalanced(movementId, sum, after);
        for (int i = 0; i < postings.length; i++) {
            Account account = after.get(i);
            put(account);
            entries.add(new Entry(
                    account.id(),
                    account.lastSeq(),
                    movementId,
                    kind,
                    postings[i].amountMinor(),
                    account.postedMinor(),
                    account.updatedAt()));
        }
    }

    /** Entries in the order they were made. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Accounts that this batch opened, as it leaves them. */
    public List<Account> opened() {
        return opened.keySet().stream().map(this::get).toList();
    }

    /** Accounts that were there before and are changed, as the batch leaves them. */
    public List<Account> changed() {
        return changed.stream()
                .filter(id -> !opened.containsKey(id))
                .map(this::get)
                .toList();
    }

    /** Of accounts that have more or less held now than before the batch, how much. */
    public List<HeldPoint> heldPoints() {
        return heldBefore.entrySet().stream()
                .filter(before -> get(before.getKey()).heldMinor() != before.getValue())
                .map(before -> get(before.getKey()))
                .map(account -> new HeldPoint(account.id(), account.updatedAt(), account.heldMinor()))
                .toList();
    }

    private Account get(UUID id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new IllegalStateException("account " + id + " is not in the book");
        }
        return account;
    }

    private void put(Account account) {
        accounts.put(account.id(), account);
        changed.add(account.id());
    }

    private Account moved(Account account, long amountMinor) {
        if (amountMinor == 0) {
            throw new IllegalStateException("a posting of zero on account " + account.id());
        }
        long posted = Math.addExact(account.postedMinor(), amountMinor);
        if (account.kind() == AccountKind.USER
                && amountMinor < 0
                && posted < account.heldMinor() - account.creditMinor()) {
            throw new IllegalStateException("account " + account.id() + " would fall below what is held");
        }
        return account.withEntry(account.lastSeq() + 1, posted, later(account.updatedAt()));
    }

    private static void requireBalanced(UUID movementId, long sum, List<Account> accounts) {
        if (sum != 0) {
            throw new IllegalStateException("movement " + movementId + " is out of balance by " + sum);
        }
        long distinct = accounts.stream().map(Account::id).distinct().count();
        long currencies = accounts.stream().map(Account::currency).distinct().count();
        if (distinct != accounts.size() || currencies != 1) {
            throw new IllegalStateException("movement " + movementId + " needs different accounts of one currency");
        }
    }

    /** An account's clock never runs backwards, even when routers' clocks differ. */
    private Instant later(Instant last) {
        return now.isBefore(last) ? last : now;
    }

    /** A change that makes no entry, and so gets no number, has a time that no earlier one had. */
    private Instant after(Instant last) {
        return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }
}

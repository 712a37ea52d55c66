package io.groat.fraud.list;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All entries of all lists, as they were at one moment. */
public final class Lists {

    public static final Lists EMPTY = new Lists(List.of());

    private final Map<Subject, Map<String, ListEntry>> entries = new EnumMap<>(Subject.class);

    public Lists(Collection<ListEntry> all) {
        for (Subject subject : Subject.values()) {
            entries.put(subject, new HashMap<>());
        }
        all.forEach(entry -> of(entry.subject()).put(entry.id(), entry));
    }

    /** The entry of someone; null when there is none that holds. */
    public @Nullable ListEntry find(Subject subject, @Nullable String id, Instant now) {
        ListEntry entry = id == null ? null : of(subject).get(id);
        return entry != null && entry.holdsAt(now) ? entry : null;
    }

    /** The entry that decides a payment: to block comes before to watch, that before to allow; null for none. */
    public @Nullable ListEntry decisive(String payer, @Nullable String payee, Instant now) {
        ListEntry ofPayer = find(Subject.user, payer, now);
        ListEntry ofPayee = find(Subject.payee, payee, now);
        if (ofPayer == null || ofPayee == null) {
            return ofPayer == null ? ofPayee : ofPayer;
        }
        return ofPayee.listing().compareTo(ofPayer.listing()) > 0 ? ofPayee : ofPayer;
    }

    public Collection<ListEntry> all(Subject subject) {
        return List.copyOf(of(subject).values());
    }

    private Map<String, ListEntry> of(Subject subject) {
        Map<String, ListEntry> found = entries.get(subject);
        if (found == null) {
            throw new IllegalStateException("no list of " + subject);
        }
        return found;
    }
}

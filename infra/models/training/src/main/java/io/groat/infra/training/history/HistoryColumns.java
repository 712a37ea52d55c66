package io.groat.infra.training.history;

import io.groat.infra.launcher.console.LauncherException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a history's columns stand; below zero those that it does not have.
 *
 * @param width how many there are
 * @param passedOver those that nobody knows, by name
 */
public record HistoryColumns(
        int width,
        int id,
        int at,
        int payer,
        int payee,
        int amount,
        int currency,
        int status,
        int label,
        int labelAt,
        int kind,
        int balance,
        int payerSince,
        int type,
        List<String> passedOver) {

    /** The header of a whole history. */
    public static final String USUAL =
            "id,at,payer,payee,amount,currency,status,label,label_at,kind,balance,payer_since,type";

    private static final List<String> NEEDED = List.of("id", "at", "payer", "payee", "amount", "currency");
    private static final List<String> KNOWN = List.of(USUAL.split(",", -1));

    public HistoryColumns {
        passedOver = List.copyOf(passedOver);
    }

    /** @throws LauncherException when one that is needed is missing, or one stands there twice */
    static HistoryColumns of(List<String> header) {
        Map<String, Integer> places = new HashMap<>();
        List<String> passedOver = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip().toLowerCase(Locale.ROOT);
            if (!KNOWN.contains(name)) {
                passedOver.add(header.get(i).strip());
            } else if (places.put(name, i) != null) {
                throw new LauncherException("line 1: the column " + name + " stands there twice");
            }
        }
        List<String> missing =
                NEEDED.stream().filter(name -> !places.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new LauncherException("line 1: no column " + String.join(", ", missing) + "; a history's header is "
                    + USUAL + ", of which the first six are needed");
        }
        return new HistoryColumns(
                places.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1,
                places.getOrDefault("id", -1),
                places.getOrDefault("at", -1),
                places.getOrDefault("payer", -1),
                places.getOrDefault("payee", -1),
                places.getOrDefault("amount", -1),
                places.getOrDefault("currency", -1),
                places.getOrDefault("status", -1),
                places.getOrDefault("label", -1),
                places.getOrDefault("label_at", -1),
                places.getOrDefault("kind", -1),
                places.getOrDefault("balance", -1),
                places.getOrDefault("payer_since", -1),
                places.getOrDefault("type", -1),
                passedOver);
    }
}

package io.groat.infra.training.measure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Payments with their scores and what they were in truth: 38 bytes each. */
public final class Judgements {

    /** A fraud of whatever kind. */
    public static final String ANY = "any";

    private static final int FIRST = 1 << 12;
    private static final int MOST_KINDS = 64;

    private double[] score = new double[FIRST];
    private double[] amount = new double[FIRST];
    private long[] at = new long[FIRST];
    private int[] payer = new int[FIRST];
    private int[] day = new int[FIRST];
    /** 0 of those that are no frauds. */
    private int[] kind = new int[FIRST];

    private byte[] alert = new byte[FIRST];
    private int size;
    private int frauds;
    private final Map<String, Integer> payers = new HashMap<>();
    private final List<String> kinds = new ArrayList<>(List.of(""));

    /**
     * Adds one; in the order of time.
     *
     * @param amountOf in major units
     * @param kindOf of fraud; {@value #ANY} where that is not told, null where it is none
     * @param alerted whether it would have been stopped or looked at
     */
    public void add(
            Instant when, String who, double amountOf, double scored, @Nullable String kindOf, boolean alerted) {
        if (size == score.length) {
            grow();
        }
        at[size] = when.toEpochMilli();
        day[size] = Math.toIntExact(LocalDate.ofInstant(when, ZoneOffset.UTC).toEpochDay());
        payer[size] = payers.computeIfAbsent(who, next -> payers.size());
        amount[size] = amountOf;
        score[size] = scored;
        kind[size] = kindOf == null ? 0 : number(kindOf);
        alert[size] = (byte) (alerted ? 1 : 0);
        frauds += kindOf == null ? 0 : 1;
        size++;
    }

    /** Beyond the first ones all are one. */
    private int number(String kindOf) {
        String name = kindOf.isEmpty() ? ANY : kindOf;
        int known = kinds.indexOf(name);
        if (known < 0 && kinds.size() < MOST_KINDS) {
            kinds.add(name);
            return kinds.size() - 1;
        }
        return known < 0 ? MOST_KINDS - 1 : known;
    }

    /** The kinds of frauds, in the order in which they came. */
    public List<String> kinds() {
        return List.copyOf(kinds.subList(1, kinds.size()));
    }

    private void grow() {
        int capacity = Math.multiplyExact(size, 2);
        score = Arrays.copyOf(score, capacity);
        amount = Arrays.copyOf(amount, capacity);
        at = Arrays.copyOf(at, capacity);
        payer = Arrays.copyOf(payer, capacity);
        day = Arrays.copyOf(day, capacity);
        kind = Arrays.copyOf(kind, capacity);
        alert = Arrays.copyOf(alert, capacity);
    }

    public int size() {
        return size;
    }

    public int frauds() {
        return frauds;
    }

    /** Payers, numbered from 0. */
    public int payers() {
        return payers.size();
    }

    public double score(int place) {
        return score[place];
    }

    public double amount(int place) {
        return amount[place];
    }

    /** Milliseconds since 1970. */
    public long at(int place) {
        return at[place];
    }

    /** The payer's number. */
    public int payer(int place) {
        return payer[place];
    }

    /** Days since 1970, in UTC. */
    public int day(int place) {
        return day[place];
    }

    public boolean isFraud(int place) {
        return kind[place] > 0;
    }

    public boolean alerted(int place) {
        return alert[place] == 1;
    }

    /** The place behind the last one of the day that begins at that place. */
    int dayEnd(int from) {
        int end = from;
        while (end < size && day[end] == day[from]) {
            end++;
        }
        return end;
    }

    /** The scores of a part that are wanted; the lowest first. */
    double[] sorted(int from, int to, IntPredicate wanted) {
        double[] some = new double[to - from];
        int many = 0;
        for (int i = from; i < to; i++) {
            if (wanted.test(i)) {
                some[many++] = score[i];
            }
        }
        double[] found = Arrays.copyOf(some, many);
        Arrays.sort(found);
        return found;
    }

    /** Whether it is a fraud of that kind. */
    boolean isOf(int place, String kindOf) {
        return kind[place] > 0 && kinds.get(kind[place]).equals(kindOf);
    }
}

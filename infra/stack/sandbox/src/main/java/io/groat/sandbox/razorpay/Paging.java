package io.groat.sandbox.razorpay;

import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Which part of a long list is asked for, the newest first. */
record Paging(int count, int skip) {

    private static final int USUAL = 10;
    private static final int MOST = 100;

    static Paging of(Call call) {
        return new Paging(number(call, "count", USUAL, 1, MOST), number(call, "skip", 0, 0, Integer.MAX_VALUE));
    }

    <T> Stream<T> page(List<T> all) {
        List<T> newest = new ArrayList<>(all);
        Collections.reverse(newest);
        return newest.stream().skip(skip).limit(count);
    }

    private static int number(Call call, String name, int usual, int least, int most) {
        String text = call.query(name).orElse(String.valueOf(usual));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw Refusal.field(name, "has to be a whole number");
        }
        throw Refusal.field(name, "has to be between " + least + " and " + most);
    }
}

package io.groat.analytics.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names come from events: there may be more of them than are kept. */
class GatewaysTest {

    private static final GatewayCell CREDITED = new GatewayCell(GatewayStep.ORDER_CREDITED, "upi", "EUR");

    private record Step(String gateway, long amount, long took) {}

    @Test
    void whatIsNotKeptByNameIsOneSum() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            steps.add(new Step("gateway-%02d".formatted(i), i, 10));
        }
        Gateways gateways = figures(steps).gateways();
        Set<String> names = gateways.names(Set.of(GatewayStep.ORDER_CREDITED));
        assertThat(names).hasSize(Gateways.MOST + 1).contains(Gateways.OTHERS, "gateway-00", "gateway-15");
        assertThat(gateways.sum(GatewayStep.ORDER_CREDITED, Gateways.OTHERS, null)
                        .count())
                .isEqualTo(24);
        assertThat(gateways.sum(GatewayStep.ORDER_CREDITED, null, null).amountMinor())
                .isEqualTo(780);
    }

    /** However events come to partitions and slices, and in whichever order those are added. */
    @Test
    void theSameComesAboutInEveryOrderAndByAnyParts() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String name = random.nextInt(10) == 0 ? Gateways.NONE : "g" + random.nextInt(30);
                steps.add(new Step(name, random.nextInt(1_000), random.nextInt(100_000)));
            }
            Figures whole = figures(steps);
            Collections.shuffle(steps, random);
            List<Figures> parts = new ArrayList<>();
            for (int from = 0; from < steps.size(); from += 40) {
                Figures part = figures(steps.subList(from, from + 40));
                parts.add(random.nextBoolean() ? part : FigureBytes.read(FigureBytes.write(part)));
            }
            Figures sum = new Figures();
            parts.forEach(sum::add);
            assertThat(FigureBytes.write(sum)).isEqualTo(FigureBytes.write(whole));
        }
    }

    @Test
    void figuresWithoutAnyAreWrittenAsEver() {
        Figures plain = new Figures();
        plain.moved(new Movement("DEPOSIT", "EUR"), 5);
        byte[] before = FigureBytes.write(plain);
        Figures more = FigureBytes.read(before);
        more.stepped("acme", CREDITED, 7);
        byte[] after = FigureBytes.write(more);
        assertThat(after).startsWith(before);
        assertThat(FigureBytes.read(after)).isEqualTo(more);
        assertThat(FigureBytes.read(before).gateways().names(Set.of(GatewayStep.values())))
                .isEmpty();
    }

    private static Figures figures(List<Step> steps) {
        Figures figures = new Figures();
        steps.forEach(step -> figures.stepped(step.gateway(), CREDITED, step.amount(), step.took()));
        return figures;
    }
}

package io.groat.infra.bench.load;

import java.time.Duration;

/**
 * Runs cells: first a while without measuring, then the window.
 *
 * @param warmUp before the window
 * @param window that is measured
 */
public record CellRun(Traffic traffic, Duration warmUp, Duration window) {
    /**
     * Runs a cell once.
     *
     * @param perSecond transfers a second that an open loop asks for; a closed loop takes what it gets
     * @throws LoadException when transfers got stuck
     */
    public Measurement measure(Contender contender, Cell cell, double perSecond) {
        try (Sender sender = contender.open(cell.inFlight())) {
            CellMeter meter = new CellMeter(contender.processes());
            switch (cell.loop()) {
                case CLOSED -> new ClosedLoop(traffic, cell.skew(), sender, meter).run(cell.inFlight(), warmUp, window);
                case OPEN ->
                    new OpenLoop(traffic, cell.skew(), sender, meter).run(perSecond, cell.inFlight(), warmUp, window);
            }
            return meter.measurement();
        }
    }
}

package io.groat.infra.bench.load;

import java.time.Duration;

/**
 * Runs cells: first a while without measuring, then the window. Where work behind the answers is measured too, a cell
 * begins with nothing to be worked off, counts from its first transfer on, and ends when all is worked off.
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
    public Measurement measure(Payers payers, Cell cell, double perSecond) {
        FollowUp followUp = payers.followUp();
        CellMeter meter = new CellMeter(payers.parts(), followUp != null);
        if (followUp == null) {
            run(payers, cell, perSecond, meter, warmUp);
        } else {
            followUp.begin();
            run(payers, cell, perSecond, meter, Duration.ZERO);
            meter.close(followUp.awaitWorkedOff());
        }
        return meter.measurement();
    }

    private void run(Payers payers, Cell cell, double perSecond, CellMeter meter, Duration before) {
        try (Sender sender = payers.open(cell.inFlight())) {
            switch (cell.loop()) {
                case CLOSED -> new ClosedLoop(traffic, cell.skew(), sender, meter).run(cell.inFlight(), before, window);
                case OPEN ->
                    new OpenLoop(traffic, cell.skew(), sender, meter).run(perSecond, cell.inFlight(), before, window);
            }
        }
    }
}

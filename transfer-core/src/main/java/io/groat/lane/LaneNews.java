package io.groat.lane;

import io.groat.transfer.Transfer;
import java.util.List;

/** What a lane's commits are about to others in this process. Called from the lane, which waits: it has to be quick. */
public interface LaneNews {

    /** A commit wrote events. */
    void published();

    /** A commit began these, which end on other shards and nobody drives yet. */
    void begun(List<Transfer> unattended);
}

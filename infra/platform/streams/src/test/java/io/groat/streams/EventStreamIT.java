package io.groat.streams;

/** The stream as services have it. */
class EventStreamIT extends EventStreamContract {

    @Override
    StreamClient client() {
        return StreamClient.installed();
    }
}

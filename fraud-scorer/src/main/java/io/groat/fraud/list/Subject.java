package io.groat.fraud.list;

/** In which part someone is on a list; the names stand in requests and answers as they are. */
public enum Subject {
    /** As the one who pays. */
    user,
    /** As the one who is paid. */
    payee
}

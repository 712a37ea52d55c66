package io.groat.db;

/**
 * A column of a {@link Table}.
 *
 * @param place among the columns that the table selects, from 0
 */
public record Column(String name, int place) {}

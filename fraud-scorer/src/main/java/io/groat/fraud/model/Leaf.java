package io.groat.fraud.model;

/**
 * An end of a tree.
 *
 * @param value what it adds to the margin, in log odds
 * @param cover how many payments of the training ended here
 */
public record Leaf(double value, long cover) {}

package io.groat.sandbox.event;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider tells of something that happened.
 *
 * @param about the id of what it happened to
 */
public record Event(String type, String about, ObjectNode body) {}

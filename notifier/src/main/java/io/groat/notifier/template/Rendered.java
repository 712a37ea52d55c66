package io.groat.notifier.template;

/**
 * What a message says.
 *
 * @param title subject of an e-mail, headline elsewhere
 * @param text in whole, plain
 * @param html the same as a page
 * @param brief in one line, for a phone
 */
public record Rendered(String title, String text, String html, String brief) {}

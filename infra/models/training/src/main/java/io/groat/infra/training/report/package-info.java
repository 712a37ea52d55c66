/** What replays come to, as text, JSON and a page. */
@NullMarked
package io.groat.infra.training.report;

import org.jspecify.annotations.NullMarked;

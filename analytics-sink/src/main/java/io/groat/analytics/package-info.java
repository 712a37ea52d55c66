/** The analytics-sink service: it aggregates all events and serves the dashboard. */
@NullMarked
package io.groat.analytics;

import org.jspecify.annotations.NullMarked;

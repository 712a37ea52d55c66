/** What a service writes into its log, and how often. */
@NullMarked
package io.groat.web.log;

import org.jspecify.annotations.NullMarked;

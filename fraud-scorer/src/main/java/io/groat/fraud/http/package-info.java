/** What the service's calls have in common. */
@NullMarked
package io.groat.fraud.http;

import org.jspecify.annotations.NullMarked;

/** How the service is put together. */
@NullMarked
package io.groat.analytics.config;

import org.jspecify.annotations.NullMarked;

/** How the service is put together. */
@NullMarked
package io.groat.fraud.config;

import org.jspecify.annotations.NullMarked;

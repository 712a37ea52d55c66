/** Access tokens: the keys that sign them, what they say, and where others find the keys to check them. */
@NullMarked
package io.groat.router.auth.token;

import org.jspecify.annotations.NullMarked;

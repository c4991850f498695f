import { page, pathOf, unknownReply } from '../reply.ts';
import type { Server } from '../server.ts';

const FRONT = `<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8" />
<title>User&#8217;s Blog! &#8211; Just another WordPress site</title>
</head>
<body class="home blog">
<h1>User&#8217;s Blog!</h1>
<h2>Hello world!</h2>
<p>Welcome to WordPress. This is your first post. Edit or delete it, then start writing!</p>
</body>
</html>
`;

const INSTALL = `<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8" />
<title>WordPress &rsaquo; Installation</title>
</head>
<body class="wp-core-ui">
<h1>Welcome</h1>
<p>Welcome to the famous five-minute WordPress installation process!</p>
</body>
</html>
`;

const HTML = { contentType: 'text/html; charset=UTF-8' };

/** The image bitnami/wordpress, which installs the blog by itself. Its database is taken to answer. */
export const bitnamiWordpress: Server = ({ request }) =>
  pathOf(request) === '/' ? page(FRONT, HTML) : unknownReply('only the front page of WordPress is modelled');

/** The image wordpress before anybody went through its installer. Its database is taken to answer. */
export const wordpress: Server = ({ request }) => {
  const path = pathOf(request);
  if (path === '/wp-admin/install.php') return page(INSTALL, { contentType: 'text/html; charset=utf-8' });
  if (path !== '/') return unknownReply('only the installer of WordPress is modelled');
  return page('', { ...HTML, status: 302, location: `http://${request.host}/wp-admin/install.php` });
};

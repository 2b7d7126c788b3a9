// Loads the page again once a newer build than the one it came from is there. The server of
// `cargo xtask serve --watch` adds this script to the pages it sends; it is no part of dist/.
{
  const { build } = document.currentScript.dataset;
  new EventSource("/.xtask/builds").onmessage = ({ data }) => {
    if (data !== build) location.reload();
  };
}

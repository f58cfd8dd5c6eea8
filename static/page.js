// The page's language, and Streamlit's own English words in Chinese. Run once in each window.
(() => {
  document.documentElement.lang = "zh-CN";
  if (window.openbooksWords) return;
  window.openbooksWords = true;
  const words = {
    "Choose an option": "请选择", "Choose options": "请选择", "Select all": "全选",
    "No results": "没有匹配的选项", "No options to select": "没有可选项",
    "Copy to clipboard": "复制", "Copied": "已复制", "Copy code": "复制",
    "Search": "查找", "Fullscreen": "全屏", "Close fullscreen": "退出全屏", "Exit fullscreen": "退出全屏",
    "Download as CSV": "下载", "Show/hide columns": "显示或隐藏列", "Clear selection": "清除选择",
    "Sort ascending": "升序", "Sort descending": "降序", "Sort": "排序", "Autosize": "自动列宽",
    "Pin column": "固定此列", "Unpin column": "取消固定", "Hide column": "隐藏此列",
    "Format": "显示格式", "Show column menu": "列菜单",
    "Upload": "选择文件", "Browse files": "选择文件", "Drag and drop files here": "把文件拖到这里",
    "Drag and drop file here": "把文件拖到这里", "Cancel": "取消", "Remove file": "移除", "Add files": "再选文件", "add icon": "再选文件", "file upload": "选择文件",
    "Press Enter to apply": "按回车生效", "Press Enter to submit form": "按回车提交",
    "Clear value": "清除", "Open": "打开", "Close": "关闭", "Print": "打印", "Rerun": "刷新",
    "Settings": "设置", "About": "关于", "Stop": "停止", "Running...": "正在计算", "Skip to main content": "跳到正文",
    "Collapse sidebar": "收起菜单", "Expand sidebar": "展开菜单", "Open sidebar": "展开菜单", "Close sidebar": "收起菜单",
    "Clear cache": "清除缓存", "Record a screencast": "录屏", "Main menu": "菜单",
    "Page not found": "没有这一页", "Error:": "出错：",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "地址里的这一页不存在。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "程序好像停了。请在运行窗口里重新启动，然后刷新这一页：",
    "Connecting": "正在连接", "Connection error": "连接中断", "Previous page": "上一页", "Next page": "下一页",
  };
  const swap = (text) => {
    const bare = text.trim();
    if (words[bare]) return text.replace(bare, words[bare]);
    const named = bare.match(/^([A-Za-z/ ]+): (.+)$/);  // a table's buttons name the table
    if (named && words[named[1]]) return `${words[named[1]]}：${named[2]}`;
    const large = bare.match(/^(?:Error: )?File must be ([0-9.]+?)(?:\.0)?\s?MB or smaller\.$/);
    if (large) return `文件超过 ${large[1]} MB，没有收。请按月份或单位拆成几个文件再交。`;
    const limit = bare.match(/^(?:Limit )?([0-9.]+)\s?MB per file(?:\s*[•·]\s*(.*))?$/);
    return limit ? `每个文件至多 ${limit[1]} MB${limit[2] ? " · " + limit[2] : ""}` : null;
  };
  // A table that is wider than its place is scrolled with the keys as well.
  const reach = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const told = node.nodeValue ? swap(node.nodeValue) : null;
      if (told !== null && told !== node.nodeValue) node.nodeValue = told;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.closest("pre, table, [contenteditable]")) return;
      for (const name of attributes) {
        const told = node.hasAttribute(name) ? swap(node.getAttribute(name)) : null;
        if (told !== null && told !== node.getAttribute(name)) node.setAttribute(name, told);
      }
      if (node.matches(".stTable > div")) reach.observe(node);
      node.childNodes.forEach(read);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(read);
      else read(change.target);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
  read(document.body);
})();
